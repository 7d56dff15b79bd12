"""The story grammar and the small English around it."""

from datetime import datetime
from random import Random

import pytest

from newsroom.demo import frames, grammar, language, people
from newsroom.demo.places import COUNTRIES
from newsroom.demo.scene import Scene

FRAME = """tea_price
section: economy
countries: KG UZ
months: 11-2 5
images: bazaar-gold
tags: prices, food
byline: house
# headline
Tea at {price}
# summary
A [cup|pot] of tea.
# p
First.
# p~
Second.
# p~
Third.
# p?
Perhaps.
# p
> Last.
"""


def rng(seed=1):
    return Random(seed)  # noqa: S311


def test_frame_is_parsed_with_its_header_and_slots():
    frame = grammar.parse(FRAME, "goods")
    assert (frame.name, frame.room, frame.section) == ("tea_price", "goods", "economy")
    assert frame.countries == ("KG", "UZ")
    assert frame.months == (11, 12, 1, 2, 5)
    assert frame.house
    assert frame.lines("summary") == ("A [cup|pot] of tea.",)
    assert len(frame.paragraphs) == 5


def test_frame_without_months_or_countries_fits_always_and_everywhere():
    text = FRAME.replace("months: 11-2 5\n", "").replace("countries: KG UZ\n", "")
    frame = grammar.parse(text, "goods")
    assert frame.months == tuple(range(1, 13))
    assert len(frame.countries) == 5


def test_body_keeps_its_ends_shuffles_the_loose_and_may_drop_the_optional():
    frame = grammar.parse(FRAME, "goods")
    bodies = {grammar.body(frame, {}, rng(seed)) for seed in range(40)}
    assert len(bodies) == 4  # two orders, with and without the optional paragraph
    for body in bodies:
        assert body.startswith("<p>First.</p>")
        assert body.endswith("<blockquote><p>Last.</p></blockquote>")
    assert all("Perhaps." in grammar.body(frame, {}, rng(seed), kept=1) for seed in range(9))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[a|a] [b|b[c|c]]", {"a b", "a bc"}),
        ("{price} som", {"12 som"}),
        ("tea[|] now", {"tea now"}),
        ("tea [|] now", {"tea now"}),
    ],
)
def test_fill_makes_choices_and_puts_facts_in(line, expected):
    assert {grammar.fill(line, {"price": 12}, rng(seed)) for seed in range(20)} == expected


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Tea.", "<p>Tea.</p>"),
        ("= Tea", "<h2>Tea</h2>"),
        ("> Tea.", "<blockquote><p>Tea.</p></blockquote>"),
        ("<table></table>", "<table></table>"),
    ],
)
def test_block_knows_four_kinds_of_line(text, html):
    assert grammar.block(text) == html


def test_every_frame_has_facts_for_every_line_in_every_country_and_month():
    for frame in grammar.load():
        for code in frame.countries:
            for month in frame.months:
                when = datetime(2026, month, 10, 9, 0)
                scene = Scene(rng(month), COUNTRIES[code], when)
                facts = frames.facts(frame, scene)
                for slot in frame.slots:
                    for line in slot.lines:
                        text = language.prose(line.format_map(facts))
                        assert "None" not in text, f"{frame.name}: {text}"


def test_towns_and_people_belong_to_the_country_of_the_story():
    for code, country in COUNTRIES.items():
        for seed in range(20):
            facts = Scene(rng(seed), country, datetime(2026, 1, 10)).facts()
            assert facts["city"] in {city.name for city in country.cities}
            assert facts["other_city"] != facts["city"]
            assert facts["village"] != facts["village2"]
            assert facts["p1"].split()[0] in (people.WOMEN[code] + " " + people.MEN[code]).split()


def test_offices_do_not_speak_at_the_weekend():
    sunday = datetime(2026, 1, 11)
    assert Scene(rng(), COUNTRIES["KG"], sunday).facts()["day"] == "Friday"


def test_cast_gives_the_part_to_a_woman_or_a_man_as_asked():
    for seed in range(10):
        scene = Scene(rng(seed), COUNTRIES["TJ"], datetime(2026, 1, 10))
        scene.cast(1, woman=True)
        facts = scene.facts()
        assert (facts["p2_he"], facts["p2_his"], facts["p2_him"]) == ("she", "her", "her")


def test_two_people_of_a_story_cannot_be_mixed_up():
    for seed in range(60):
        first, second = people.pair(rng(seed), "UZ")
        assert first.first != second.first
        assert first.last[:5] != second.last[:5]


@pytest.mark.parametrize(
    ("dollars", "code", "price"),
    [
        (0.14, "TJ", "1.30"),
        (0.22, "KZ", "110"),
        (0.2, "KG", "18"),
        (230, "UZ", "2.8 million"),
        (1, "UZ", "12,000"),
        (0.01, "TM", "0.00"),
    ],
)
def test_price_suits_the_size_of_the_currency(dollars, code, price):
    assert Scene(rng(), COUNTRIES[code], datetime(2026, 1, 10)).price(dollars) == price


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see a(n) eight-day week", "See an eight-day week"),
        ("A(n) Uzbek town", "An Uzbek town"),
        ("A(n) useful rule", "A useful rule"),
        ("A(n) 11-year lease and a(n) hour", "An 11-year lease and an hour"),
        ("tea is hot. it cools. “it” said", "Tea is hot. It cools. “It” said"),
        ('"tea," she said', "“Tea,” she said"),
        ("the dog's 'bone'", "The dog’s ‘bone’"),
    ],
)
def test_polish_finishes_the_english(text, expected):
    assert language.polish(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23 turbines turn.", "Twenty-three turbines turn."),
        ("Wind. 40 per cent is kept.", "Wind. Forty per cent is kept."),
        ("3,100 people came.", "Some 3,100 people came."),
        ("1,005 lutes hang.", "A total of 1,005 lutes hang."),
        ("It grew by 23. 7 remained.", "It grew by 23. Seven remained."),
        ("12 villages", "Twelve villages"),
    ],
)
def test_prose_opens_no_sentence_with_a_figure(text, expected):
    assert language.prose(text) == expected


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (language.words, (7,), "seven"),
        (language.words, (12,), "12"),
        (language.figures, (12400,), "12,400"),
        (language.figures, (3.0,), "3"),
        (language.large, (1_240_000_000,), "1.24 billion"),
        (language.large, (999_000,), "999,000"),
        (language.rounded, (12_345,), 12_000),
        (language.rounded, (7,), 7),
        (language.change, (120, 150), "25"),
        (language.change, (150, 142), "5.3"),
        (language.change, (100, 103), "3"),
        (language.spelled, (20,), "twenty"),
        (language.spelled, (13,), "thirteen"),
    ],
)
def test_numbers_are_printed_as_the_paper_prints_them(function, arguments, expected):
    assert function(*arguments) == expected
