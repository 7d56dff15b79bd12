"""Saved listing pages: rates, the date, stories whole and in their order, whatever the form."""

import gzip
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.detection import opening_of
from articles.importing.format import Options, records
from articles.importing.pages.listing import LISTING
from articles.importing.record import Problem, UnreadableArchive
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.pages import (
    HEADLINES,
    RATES,
    headlines_of,
    page,
    rates_of,
    read,
    text_of,
)

DAY = date(2025, 12, 17)


def test_page_gives_stories_whole_and_in_order():
    found = read(page())
    assert [story.headline for story in stories_of(found)] == list(HEADLINES)
    assert [story.body for story in stories_of(found)] == [
        f"<p>{text_of(number)}</p>" for number in range(6)
    ]
    assert problems_of(found) == []


def test_story_knows_its_line_day_and_place_in_the_listing():
    story = stories_of(read(page(viewing="Viewing results 115 - 120 of 1060")))[1]
    assert (story.captured_on, story.position) == (DAY, 115)
    assert story.place == "line 24"
    assert story.published_at is None


def test_repeated_ticker_lines_give_one_rate_for_each_pair():
    rates = rates_of(read(page()))
    assert [(rate.base, rate.quote, rate.value) for rate in rates] == [
        ("KGS", "USD", Decimal("0.01144")),
        ("KZT", "USD", Decimal("0.00194")),
        ("TJS", "USD", Decimal("0.10866")),
        ("UZS", "USD", Decimal("0.00008")),
        ("TMT", "USD", Decimal("0.28490")),
    ]
    assert {rate.date for rate in rates} == {DAY}


@pytest.mark.parametrize("number", [0, 1, 4])
def test_page_with_fewer_pairs_is_read_alike(number):
    found = read(page(rates=RATES[:number]))
    assert len(rates_of(found)) == number
    assert len(stories_of(found)) == 6
    assert problems_of(found) == []


def test_several_pairs_may_share_a_line():
    found = read(page(rates=["   ".join(RATES)]))
    assert [rate.base for rate in rates_of(found)] == ["KGS", "KZT", "TJS", "UZS", "TMT"]


def test_decimal_comma_and_bracketed_change_are_understood():
    (rate,) = rates_of(read(page(rates=["* KGS / USD: 0,01144 (+0,20 %)"])))
    assert (rate.base, rate.value) == ("KGS", Decimal("0.01144"))


def test_conflicting_values_are_told_and_the_most_frequent_taken():
    found = read(page(rates=[*RATES * 3, "• KGS/USD = 0.01200 0%"]))
    (problem,) = problems_of(found)
    assert rates_of(found)[0].value == Decimal("0.01144")
    assert "KGS/USD has several values on this page (0.01144, 0.01200)" in problem.message
    assert not problem.refused


@pytest.mark.parametrize("value", ["n/a", "0", "0.00000 0%", ""])
def test_rate_without_a_value_is_refused_and_the_others_come_in(value):
    found = read(page(rates=[*RATES[:4], f"• TMT/USD = {value}"]))
    assert [rate.base for rate in rates_of(found)] == ["KGS", "KZT", "TJS", "UZS"]
    assert problems_of(found) == [
        Problem("line 5", "TMT/USD has no value above zero. Left out.", field="value")
    ]


def test_page_without_a_date_line_keeps_its_stories_and_tells_that_rates_have_no_day():
    found = read(page(day=""))
    (problem,) = problems_of(found)
    assert rates_of(found) == []
    assert problem.message.startswith("The page has no date line, so its 5 rates can't be dated.")
    assert problem.refused
    assert [story.captured_on for story in stories_of(found)] == [None] * 6


@pytest.mark.parametrize(
    "line",
    [
        "17 December 2025",
        "December 17, 2025",
        "17.12.2025",
        "2025-12-17",
        "17/12/2025",
        "Wednesday, 17 December 2025",
        "Wed 17 Dec. 2025",
        "17th December 2025",
        "DECEMBER 17 2025",
        "17\u00a0December\u00a02025",
        "17 декабря 2025 г.",
    ],
)
def test_date_is_read_in_the_forms_that_people_write(line):
    found = read(page(day=line))
    assert {rate.date for rate in rates_of(found)} == {DAY}
    assert len(stories_of(found)) == 6
    assert problems_of(found) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("31 February 2025", "“31 February 2025” is not a day of the calendar"),
        ("12/07/2025", "“12/07/2025” means different days in different countries"),
    ],
)
def test_impossible_or_ambiguous_date_is_told_and_not_guessed(line, reason):
    found = read(page(day=line))
    assert [problem.message.split(".")[0] for problem in problems_of(found)][0] == reason
    assert rates_of(found) == []
    assert len(stories_of(found)) == 6


def test_date_may_stand_under_the_viewing_line():
    text = page(day="").replace("of 6\n", "of 6\n\n17 December 2025\n")
    assert {story.captured_on for story in stories_of(read(text))} == {DAY}


def test_date_inside_a_text_is_not_the_date_of_the_page():
    text = page(day="", rates=(), stories=[HEADLINES[0], text_of(1), "17 December 2025"])
    (story,) = stories_of(read(text.replace("1 - 6 of 6", "1 - 1 of 1")))
    assert story.captured_on is None
    assert story.body.endswith("<p>17 December 2025</p>")


@pytest.mark.parametrize(
    ("viewing", "number", "first"),
    [
        ("Viewing result 1 of 1", 1, 0),
        ("Viewing results 1 - 1 of 1", 1, 0),
        ("Viewing results 1 – 6 of 1,060", 6, 0),
        ("Viewing results 1 to 6 of 1 060", 6, 0),
        ("Viewing results\u00a0115\u00a0-\u00a0120 of 1060", 6, 114),
        ("Viewing results 1,057 - 1,060 of 1,060", 4, 1056),
        ("VIEWING RESULTS 7 — 9 OF 9", 3, 6),
    ],
)
def test_viewing_line_is_understood_in_each_form(viewing, number, first):
    blocks = [block for n in range(number) for block in (HEADLINES[n], text_of(n))]
    found = read(page(viewing=viewing, stories=blocks))
    assert [story.headline for story in stories_of(found)] == list(HEADLINES[:number])
    assert stories_of(found)[0].position == first
    assert problems_of(found) == []


def test_page_without_a_viewing_line_tells_that_nothing_could_be_compared():
    found = read(page(viewing=""))
    assert [story.headline for story in stories_of(found)] == list(HEADLINES)
    (problem,) = problems_of(found)
    assert "no “Viewing results” line" in problem.message
    assert "6 found" in problem.message
    assert not problem.refused


def test_viewing_line_under_the_stories_counts_too():
    text = page(viewing="", footer="Viewing results 1 - 6 of 1060")
    assert headlines_of(text) == list(HEADLINES)
    assert problems_of(read(text)) == []


def test_fewer_stories_than_promised_are_told():
    found = read(page(stories=[HEADLINES[0], text_of(0), HEADLINES[1], text_of(1)]))
    (problem,) = problems_of(found)
    assert problem.message == "The page promises 6 stories, 2 were found. Compare."
    assert not problem.refused
    assert len(stories_of(found)) == 2


def test_more_stories_than_promised_are_told():
    found = read(page(viewing="Viewing results 1 - 5 of 5"))
    (problem,) = problems_of(found)
    assert "promises 5 stories, 5 were found" in problem.message
    assert "looks like one more and was left inside a text" in problem.message


def test_crossheads_stay_inside_their_texts():
    blocks = []
    for number, headline in enumerate(HEADLINES):
        blocks += [headline, text_of(number), "Proposed Changes", text_of(number + 10)]
        blocks += ["A Historic Decision by the City Council", text_of(number + 20)]
    stories = stories_of(read(page(stories=blocks)))
    assert [story.headline for story in stories] == list(HEADLINES)
    assert stories[0].body.count("<p>") == 5
    assert "<p>Proposed Changes</p>" in stories[5].body


def test_short_sentences_stay_inside_their_texts():
    blocks = []
    for number, headline in enumerate(HEADLINES):
        blocks += [headline, text_of(number), "“We are ready,” he said.", "Nobody objected."]
    stories = stories_of(read(page(stories=blocks)))
    assert [story.headline for story in stories] == list(HEADLINES)
    assert stories[2].body.endswith("<p>Nobody objected.</p>")


def test_headlines_that_ask_or_are_in_lower_case_are_found_by_their_number():
    lines = ("Who pays for the new tram?", "grain moves by rail", "a short one")
    blocks = [block for n, line in enumerate(lines) for block in (line, text_of(n))]
    text = page(viewing="Viewing results 1 - 3 of 3", stories=blocks)
    assert headlines_of(text.replace("grain", "Grain").replace("a short", "A short")) == [
        "Who pays for the new tram?",
        "Grain moves by rail",
        "A short one",
    ]


def test_text_right_under_its_headline_is_parted_from_it():
    blocks = [f"{line}\n{text_of(number)}" for number, line in enumerate(HEADLINES)]
    found = read(page(stories=blocks))
    assert [story.headline for story in stories_of(found)] == list(HEADLINES)
    assert stories_of(found)[3].body == f"<p>{text_of(3)}</p>"


def test_page_without_any_blank_line_is_read():
    lines = [line for n, headline in enumerate(HEADLINES) for line in (headline, text_of(n))]
    found = read(page(stories=["\n".join(lines)]))
    assert [story.headline for story in stories_of(found)] == list(HEADLINES)
    assert [story.body.count("<p>") for story in stories_of(found)] == [1] * 6


@pytest.mark.parametrize("width", [50, 72, 80, 100])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_wrapped_lines_are_joined_again(width, gap):
    import textwrap

    def wrapped(text):
        return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))

    blocks = [
        f"{wrapped(headline)}{gap}{wrapped(text_of(number))}"
        for number, headline in enumerate(HEADLINES)
    ]
    stories = stories_of(read(page(stories=blocks)))
    found = {story.headline: story.body for story in stories}
    expected = {line: f"<p>{text_of(number)}</p>" for number, line in enumerate(HEADLINES)}
    if gap == "\n":
        # A headline that fills its last line can't be told from the text under it.
        assert len(found.items() & expected.items()) >= 3
        assert len(found) == 6
    else:
        assert found == expected


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_are_understood(ending):
    text = page().replace("\n", ending)
    assert headlines_of(text.encode()) == list(HEADLINES)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "cp1252", "utf-16", "utf-16-le"])
def test_encoding_is_seen_from_the_bytes(encoding):
    found = read(page(), encoding)
    assert [story.headline for story in stories_of(found)] == list(HEADLINES)
    assert len(rates_of(found)) == 5
    assert problems_of(found) == []


def test_cyrillic_and_accented_letters_survive_their_old_encodings():
    cyrillic = page().replace("Ashgabat", "Ашхабад и Алматы")
    accented = page().replace("Ashgabat", "Café Zürich")
    assert "Ашхабад и Алматы Hosts Talks" in headlines_of(cyrillic, "cp1251")[4]
    assert "Café Zürich Hosts Talks" in headlines_of(accented, "cp1252")[4]


@pytest.mark.parametrize(
    "footer",
    [
        "« Previous 1 2 3 … 177 Next »",
        "1 2 3 4",
        "Next »",
        "‹ Older posts",
        "Page 20 of 177",
        "Load more",
        "© 2025 The Old Site. All rights reserved.",
    ],
)
def test_lines_under_the_last_story_are_no_part_of_it(footer):
    found = read(page(footer=footer))
    assert stories_of(found)[-1].body == f"<p>{text_of(5)}</p>"
    assert problems_of(found) == []


def test_markup_in_a_text_is_text():
    text = page(
        viewing="Viewing result 1 of 1", stories=[HEADLINES[0], text_of(0) + " <script>&amp; 1 < 2"]
    )
    (story,) = stories_of(read(text))
    assert story.body.endswith(" &lt;script&gt;&amp;amp; 1 &lt; 2</p>")


def test_non_breaking_spaces_in_a_headline_become_spaces():
    text = page().replace("Almaty Opens a", "Almaty\u00a0Opens\u202fa")
    assert headlines_of(text)[0] == HEADLINES[0]


def test_id_of_a_story_is_the_same_on_every_capture():
    before = stories_of(read(page(viewing="Viewing results 1 - 6 of 1060")))
    shifted = page(
        viewing="Viewing results 115 - 118 of 1070",
        day="3 January 2026",
        stories=[block for n in (2, 3, 4, 5) for block in (HEADLINES[n], text_of(n))],
    )
    after = stories_of(read(shifted.replace("\n", "\r\n").encode("utf-16")))
    assert [story.external_id for story in after] == [story.external_id for story in before[2:]]
    assert len({story.external_id for story in before}) == 6


def test_stories_with_one_headline_and_different_texts_are_two():
    column = "The Week in Pictures: Markets, Mountains and Music"
    first, second = (
        stories_of(
            read(page(viewing="Viewing result 1 of 1", stories=[column, f"{opening} {text_of(0)}"]))
        )[0]
        for opening in ("Snow fell in Naryn.", "Spring came to Osh.")
    )
    assert first.external_id != second.external_id


def test_story_that_stands_on_a_page_twice_comes_in_once():
    blocks = [HEADLINES[0], text_of(0), HEADLINES[1], text_of(1), HEADLINES[0], text_of(0)]
    found = read(page(viewing="Viewing results 1 - 3 of 3", stories=blocks))
    assert len(stories_of(found)) == 2
    assert "stands on this page twice" in problems_of(found)[0].message


def test_text_before_the_first_headline_is_told():
    found = read(
        page(viewing="Viewing result 1 of 1", stories=[text_of(1), *HEADLINES[:1], text_of(0)])
    )
    assert [story.headline for story in stories_of(found)] == [HEADLINES[0]]
    assert "text before the first headline" in problems_of(found)[0].message


def test_two_spreads_in_one_file_keep_the_order_of_the_listing():
    first = page(viewing="Viewing results 1 - 3 of 6", stories=None).split(HEADLINES[3])[0]
    second = page(
        rates=(),
        day="",
        viewing="Viewing results 4 - 6 of 6",
        stories=[block for n in (3, 4, 5) for block in (HEADLINES[n], text_of(n))],
    )
    stories = stories_of(read(f"{first}{second}"))
    assert [story.headline for story in stories] == list(HEADLINES)
    assert [story.position for story in stories] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "text", ["", "\n \n", "17 December 2025\n", "Viewing results 1 - 6 of 9\n"]
)
def test_page_with_nothing_in_it_is_unreadable(text):
    with pytest.raises(UnreadableArchive, match="neither a rate nor a story"):
        read(text)


def test_page_of_rates_alone_is_read():
    found = read(page(viewing="", stories=[]))
    assert len(rates_of(found)) == 5
    assert len(found) == 5


FRAGMENTS = st.sampled_from(
    [
        *RATES,
        *HEADLINES,
        text_of(1),
        "17 December 2025",
        "31.02.2025",
        "Viewing results 1 - 6 of 6",
        "Viewing results 9 - 2 of 1",
        "Viewing result 0 of 0",
        "« Previous 1 2 Next »",
        "Proposed Changes",
        "",
        "KGS/USD = ",
        "\x00\u2028",
        "“",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=40), max_size=25))
def test_any_text_gives_records_or_a_sentence(lines):
    try:
        found = read("\n".join(lines).encode("utf-8", "replace"))
    except UnreadableArchive:
        return
    identifiers = [story.external_id for story in stories_of(found)]
    assert len(identifiers) == len(set(identifiers))
    assert all(story.headline and story.body for story in stories_of(found))


@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_a_sentence(data):
    with suppress(UnreadableArchive):
        read(data)


# The format


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (RATES[0], True),
        ("Viewing results 1 - 6 of 9\n\nA Headline\n\nText.", True),
        ("Menu\n17 December 2025\n\nA Headline\n\nText.", True),
        ("31 February 2025", True),
        ("A headline\n\nA text.", False),
        ("<p>KGS/USD = 0.01144</p>", False),
        ("<!DOCTYPE html>Viewing results 1 - 6 of 9", False),
        ("Menu\n" * 100 + "17 December 2025", False),
        ("", False),
    ],
)
def test_one_mark_of_a_listing_page_is_enough_to_recognise_it(text, is_one):
    assert LISTING.recognises(opening_of(text.encode())) == is_one


def test_encoding_that_the_person_names_is_used():
    data = page().replace("Ashgabat", "Ашхабад").encode("koi8-r", "replace")
    found = records(LISTING, BytesIO(data), Options(encoding="koi8-r"))
    assert "Ашхабад Hosts Talks" in stories_of(found)[4].headline


def test_cut_packed_page_gives_what_came_before():
    packed = gzip.compress((page() + "".join(map(str, range(90_000)))).encode())
    with gzip.open(BytesIO(packed[: len(packed) // 2])) as file:
        found = list(LISTING.cut(file, None, Options()))
    assert HEADLINES[5].encode() in found[0].data
    assert "The file can't be read further" in found[1].message


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (BytesIO(b"x" * ((64 << 20) + 1)), "The file is longer than 64 MB, which no page is."),
        (gzip.GzipFile(fileobj=BytesIO(b"\x1f\x8b\x08")), "The file can't be read further"),
    ],
)
def test_page_of_which_nothing_can_be_read_is_unreadable(file, sentence):
    with pytest.raises(UnreadableArchive, match=sentence):
        list(LISTING.cut(file, None, Options()))
