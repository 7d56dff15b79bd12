"""What a picky copy editor looks for in every story of the demo, written or composed."""

import re
from datetime import datetime
from functools import cache
from html import unescape
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from newsroom.demo import grammar, stories
from newsroom.demo.edition import edition

MOMENTS = [
    datetime(2026, month, 11, 12, 0, tzinfo=ZoneInfo("Asia/Bishkek")) for month in (2, 5, 8, 11)
]
ALLOWED = set("p h2 h3 blockquote ul ol li em strong table thead tbody tr th td".split())
FAULTS = {
    "a placeholder": r"[{}\[\]|]|\bNone\b(?! of)|\bnan\b",
    "a double space": r" {2}|\t",
    "a space before a stop": r" [,.;:?!](?!\d)",
    "a doubled word": r"\b(a|an|the|of|in|to|and|is|was|by|for|per|cent|on|at) \1\b",
    "a straight quotation mark": r"['\"]",
    "an article before a vowel": r"\b[Aa] (?:[aei]|o(?!ne)|8\b|11\b|18\b|8,|11,)[\w]",
    "a plural of one": r"(?<!-)\bone (?:hours|days|weeks|months|years|people|families)\b",
    "a double stop": r"\.\.|,,|,\.",
    "a nought": r"\b(?:costs?|pays?) 0(?![.\d])|\b(?<![.,\d])0 (?:som|tenge|somoni|sum|manat)\b",
    "two ends to a sentence": r"[.?!]”\.",
}


class Reader(HTMLParser):
    """Tags, attributes and the text of each block."""

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.open, self.blocks = set(), [], [], []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.open.append(tag)
        if tag in ("p", "h2", "h3", "li", "td", "th"):
            self.blocks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.blocks[-1] += data
        else:
            assert not data.strip(), f"text outside a block: {data}"


@cache
def told(now):
    return [(story, Reader(story.body)) for story in edition(now)]


def texts(now):
    """Every headline, summary and block with the frame it comes from."""
    for story, reader in told(now):
        yield from ((story.frame, text) for text in (story.headline, story.summary))
        yield from ((story.frame, block) for block in reader.blocks)


@pytest.mark.parametrize("now", MOMENTS)
def test_headlines_are_different_and_fit(now):
    headlines = [story.headline for story, _ in told(now)]
    assert len(set(headlines)) == len(headlines)
    assert all(12 <= len(headline) <= 120 for headline in headlines)
    assert all(headline[-1] not in ".:;," for headline in headlines)


@pytest.mark.parametrize("now", MOMENTS)
def test_summaries_are_one_to_three_sentences_of_their_own(now):
    for story, reader in told(now):
        assert 60 <= len(story.summary) <= 220, story.summary
        assert story.summary[-1] in ".?!”", story.summary
        assert story.summary not in reader.blocks


@pytest.mark.parametrize("now", MOMENTS)
def test_bodies_hold_plain_blocks_of_allowed_html(now):
    for story, reader in told(now):
        assert reader.tags <= ALLOWED, story.headline
        assert not reader.attributes
        assert not reader.open
        assert unescape(story.body).count("&") == story.body.count("&amp;")


@pytest.mark.parametrize("now", MOMENTS)
def test_bodies_are_as_long_as_a_story(now):
    for story, reader in told(now):
        words = sum(len(block.split()) for block in reader.blocks)
        assert 120 <= words <= 750, story.headline
        assert len([block for block in reader.blocks if len(block) > 80]) >= 3, story.headline


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("now", MOMENTS)
def test_copy_has_no(fault, now):
    found = [f"{frame}: {text}" for frame, text in texts(now) if re.search(FAULTS[fault], text)]
    assert not found, found[:5]


@pytest.mark.parametrize("now", MOMENTS)
def test_sentences_begin_with_a_capital_and_not_with_a_figure(now):
    for story, reader in told(now):
        if story.frame == "written":
            continue
        for block in (story.summary, *reader.blocks):
            if len(block) < 60:
                continue  # a cell of a table, a heading
            for sentence in re.split(r"(?<=[.?!]) |(?<=[.?!]”) ", block):
                start = sentence.lstrip("“‘")
                assert start[:1].isupper() or start[:1] == "$", f"{story.frame}: {sentence}"


@pytest.mark.parametrize("now", MOMENTS)
def test_no_paragraph_is_told_twice_in_one_story(now):
    for _, reader in told(now):
        long = [block for block in reader.blocks if len(block) > 60]
        assert len(set(long)) == len(long)


@pytest.mark.parametrize("now", MOMENTS)
def test_percentages_agree_with_the_tables_beside_them(now):
    checked = 0
    for story, reader in told(now):
        if story.frame != "market_prices":
            continue
        cells = reader.blocks[reader.blocks.index("Change") + 1 :][:24]
        for before, after, change in zip(cells[1::4], cells[2::4], cells[3::4], strict=True):
            old, new = (float(cell.replace(",", "")) for cell in (before, after))
            stated = float(change.rstrip("%").replace("−", "-"))
            assert stated == pytest.approx((new - old) / old * 100, abs=0.51)
            checked += 1
    assert checked


@pytest.mark.parametrize("now", MOMENTS)
def test_totals_agree_with_their_parts(now):
    checked = 0
    for story, reader in told(now):
        if story.frame in ("city_budget", "fruit_exports"):
            cells = reader.blocks[: reader.blocks.index("Total") + 2]
            numbers = [
                int(cell.replace(",", "")) for cell in cells if re.fullmatch(r"[\d,]+", cell)
            ]
            assert sum(numbers[:-1]) == numbers[-1]
            checked += 1
    assert checked


def test_every_line_of_every_frame_can_be_filled():
    """A line that is chosen once in a thousand stories has its placeholders all the same."""
    for frame in grammar.load():
        kinds = [slot.kind for slot in frame.slots]
        assert kinds[:2] == ["headline", "summary"]
        assert len(frame.lines("headline")) >= 4, frame.name
        assert len(frame.paragraphs) >= 5, frame.name


def test_front_page_stories_exist_and_suit_any_month():
    ranked = [piece for piece in stories.load() if piece.rank]
    assert len(ranked) == len(stories.FRONT) == 12
    assert all(len(piece.months) == 12 for piece in ranked)


def test_written_stories_are_many_and_carry_tables():
    written = stories.load()
    assert len(written) >= 36
    assert sum("<table>" in piece.body for piece in written) >= 3
    assert len({piece.section for piece in written}) >= 8


def test_written_story_without_a_header_line_is_named_with_what_it_lacks():
    with pytest.raises(ValueError, match=r"^tea\.txt lacks .*headline.*summary"):
        stories.parse("section: culture\n---\n<p>Tea.</p>", "tea")


def test_written_story_without_the_dividing_line_is_named():
    header = "\n".join(
        f"{name}: x" for name in "headline summary section countries tags byline image".split()
    )
    with pytest.raises(ValueError, match="tea.txt lacks the line ---"):
        stories.parse(header, "tea")
