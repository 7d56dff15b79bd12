"""The text of a saved listing page: rates on top, a date, `Viewing results a - b of n`, stories.

Which paragraphs are headlines is decided in `headlines`; here is everything around them.
"""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import BinaryIO

from articles.importing.dates import written_date
from articles.importing.encoding import TextStream
from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.pages.headlines import Line, Story, stories
from articles.importing.pages.visible import letters
from articles.importing.pages.whole import whole
from articles.importing.record import ArticleRecord, Problem, RateRecord, Record, UnreadableArchive

_BULLETS = "•·*●▪◦‣|>–—- \t"
_QUOTE = re.compile(
    r"(?<!\w)(?P<base>[A-Z]{3})\s*/\s*(?P<quote>[A-Z]{3})(?!\w)\s*[=:]?\s*"
    r"(?P<value>\d[\d.,]*)?(?:\s*\(?[+\-\u2212–]?\s*\d[\d.,]*\s*%\)?)?"
)
_NUMBER = r"\d[\d,.\s]*"
_BOUNDS = re.compile(
    rf"viewing\s+(?:results?\s+)?(?P<first>{_NUMBER}?)\s*"
    rf"(?:(?:[-–—−‒]|to)\s*(?P<last>{_NUMBER}?)\s*)?of\s+(?:more\s+than\s+)?(?P<total>{_NUMBER})"
    r"(?:results?)?\.?",
    re.IGNORECASE,
)
# One sign of a listing page is enough.
_RATE = re.compile(r"(?<!\w)[A-Z]{3}\s*/\s*[A-Z]{3}\s*=\s*\d")
_VIEWING = re.compile(r"\bviewing\s+(?:results?\s+)?\d[\d,.\s]*(?:[-–—−]|to|of)", re.IGNORECASE)
# The page's own date stands under its rates and menu.
_DATE_LINES = 60
_LONGEST = 64 << 20
# Lines that move between pages, or stand under the last story.
_NAVIGATION_WORD = (
    r"(?:previous|prev|next|first|last|pages?|of|older|newer|posts|stories|load|show|more|back|"
    r"to|top|read|[«»‹›←→<>|…·\[\]]+|\.{2,}|\d[\d,]*)"
)
_NAVIGATION = re.compile(rf"{_NAVIGATION_WORD}(?:\s*{_NAVIGATION_WORD})*", re.IGNORECASE)
_FOOTER = re.compile(r"(?:©|\(c\)\s|copyright\s|all rights reserved)", re.IGNORECASE)
_LONGEST_DATE = 60
_FEWEST_LETTERS = 8
_OPENING_LETTERS = 100


@dataclass(slots=True)
class _Spread:
    """One `Viewing results` line and the lines under it: one page of a listing."""

    first: int = 1
    expected: int | None = None
    line: int = 1
    lines: list[Line] = field(default_factory=list)


def _recognises(opening: Opening) -> bool:
    text = opening.text
    if opening.element or not text.strip():
        return False
    return bool(_RATE.search(text) or _VIEWING.search(text)) or _has_date_line(text)


def _has_date_line(text):
    for line in text.splitlines()[:_DATE_LINES]:
        try:
            if len(line) <= _LONGEST_DATE and written_date(line):
                return True
        except ValueError:
            return True
    return False


def _cut(file: BinaryIO, head: None, options: Options) -> Iterator[Piece | Problem]:
    """The whole page: what stands on top is said of all its stories."""
    data, trouble = whole(file, _LONGEST)
    if trouble and not data:
        raise UnreadableArchive(trouble)
    yield Piece(data, "line 1")
    if trouble:
        yield Problem("line 1", trouble)


def _read(piece: Piece, head: None, options: Options) -> Iterator[Record]:
    text = TextStream(BytesIO(piece.data), options.encoding)
    yield from records_of(re.split(r"\r\n|\r|\n", "".join(iter(text.read, ""))))
    yield from text.problems()


LISTING = Format(
    name="listing",
    title="the text of a saved listing page",
    recognises=_recognises,
    cut=_cut,
    read=_read,
)


def records_of(texts: list[str]) -> Iterator[Record]:
    """Yield the rates and stories of a listing page's lines, first to last, and what is doubtful.

    Raises UnreadableArchive when there is neither a rate nor a story in it.
    """
    lines = [
        Line(number, text.replace("\u200b", "").replace("\ufeff", "").strip())
        for number, text in enumerate(texts, start=1)
    ]
    quotes, lines = _apart(lines, _quotes)
    captured_on, troubles, lines = _captured_on(lines)
    spreads = _spreads([line for line in lines if not _is_furniture(line.text)])
    if not quotes and not any(line.text for spread in spreads for line in spread.lines):
        raise UnreadableArchive("There is neither a rate nor a story in this listing page.")
    yield from troubles
    yield from _rates(quotes, captured_on)
    for spread in spreads:
        yield from _spread_records(spread, captured_on)


def _apart(lines, taken_from):
    """Return what `taken_from(line)` finds, and the lines where it finds nothing."""
    found, rest = [], []
    for line in lines:
        taken = taken_from(line)
        found.extend(taken)
        if not taken:
            rest.append(line)
    return found, rest


# Rates


def _quotes(line):
    """The currency pairs of a line that consists of nothing else; `value` is None if unreadable."""
    left_over = _QUOTE.sub("", line.text).strip(_BULLETS)
    if "/" not in line.text or (left_over and not _is_broken_quote(line.text)):
        return []
    return [
        (line.number, match["base"], match["quote"], _value(match["value"]))
        for match in _QUOTE.finditer(line.text)
    ]


def _is_broken_quote(text):
    """`KGS/USD = n/a`: a rate line without its number, not a paragraph."""
    return bool(_QUOTE.match(text.strip(_BULLETS))) and "=" in text and len(text) <= 40


def _value(text):
    text = (text or "").rstrip(".,")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    text = text.replace(",", "")
    value = Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
    return value or None


def _rates(quotes, captured_on):
    """One rate for each pair, however often the page repeats it."""
    pairs = {}
    for number, base, quote, value in quotes:
        pairs.setdefault((base, quote), []).append((number, value))
    if pairs and captured_on is None:
        yield Problem(
            f"line {quotes[0][0]}",
            f"The page has no date line, so its {len(pairs)} rates can't be dated. "
            "Add a line such as “17 December 2025” above the stories.",
            field="date",
        )
        return
    for (base, quote), readings in pairs.items():
        yield from _rate(base, quote, readings, captured_on)


def _rate(base, quote, readings, day):
    place = f"line {readings[0][0]}"
    values = Counter(value for _, value in readings if value is not None)
    if not values:
        yield Problem(place, f"{base}/{quote} has no value above zero. Left out.", field="value")
        return
    value = values.most_common(1)[0][0]
    if len(values) > 1:
        shown = ", ".join(str(other) for other in values)
        yield Problem(
            place,
            f"{base}/{quote} has several values on this page ({shown}); {value}, "
            "the most frequent, was taken.",
            field="value",
            refused=False,
        )
    yield RateRecord(base, quote, value, day, place)


# The date and the spreads


def _captured_on(lines):
    """Find the page's date line; return the date, problems, and the lines without it."""
    for index, line in enumerate(_head(lines)):
        try:
            day = written_date(line.text)
        except ValueError as error:
            message = f"{error}. Write it like “17 December 2025”."
            trouble = Problem(f"line {line.number}", message, field="date", refused=False)
            return None, [trouble], lines[:index] + lines[index + 1 :]
        if day:
            return day, [], lines[:index] + lines[index + 1 :]
    return None, [], lines


def _head(lines):
    """The lines where the page's own date may stand: all before the first story."""
    for index, line in enumerate(lines):
        if stories_shown(line.text) or len(line.text) > _LONGEST_DATE:
            below = (after for after in lines[index + 1 :] if after.text)
            end = next(below, line).number if stories_shown(line.text) else line.number - 1
            return [line for line in lines if line.number <= end]
    return lines


def _spreads(lines):
    """Cut the page at its `Viewing results` lines; without one it is a single spread."""
    before, spreads, seen = _Spread(), [], set()
    for line in lines:
        bounds = stories_shown(line.text)
        if bounds is None:
            (spreads[-1] if spreads else before).lines.append(line)
        elif bounds not in seen:
            seen.add(bounds)
            first, last = bounds
            spreads.append(_Spread(first, last - first + 1, line.number))
    if len(spreads) == 1 and not any(line.text for line in spreads[0].lines):
        # The line stands under the stories.
        spreads[0].lines = before.lines
    return spreads or [before]


def stories_shown(text: str) -> tuple[int, int] | None:
    """Return which stories of the whole listing a `Viewing results` line says it shows."""
    match = _BOUNDS.fullmatch(" ".join(text.split()).strip(_BULLETS))
    if not match:
        return None
    first = _integer(match["first"])
    last = _integer(match["last"]) if match["last"] else first
    return (first, last) if 0 < first <= last else None


def _integer(text):
    return int(re.sub(r"\D", "", text) or 0)


def _is_furniture(text):
    if _FOOTER.match(text):
        return True
    words = " ".join(text.split())
    return bool(words and _NAVIGATION.fullmatch(words)) and not words.isdigit()


# Stories


def _spread_records(spread, captured_on):
    found = stories(spread.lines, spread.expected)
    yield from _doubts(spread, found)
    seen = set()
    for index, story in enumerate(found.stories):
        record = _record(story, spread.first - 1 + index, captured_on)
        if record.external_id in seen:
            yield Problem(
                record.place, f"“{record.headline}” stands on this page twice. Imported once."
            )
        elif not story.text:
            yield Problem(
                record.place, f"“{record.headline}” has no text under it. Left out.", field="body"
            )
        else:
            seen.add(record.external_id)
            yield record


def _doubts(spread, found):
    if found.orphan:
        yield Problem(
            f"line {found.orphan}",
            "There is text before the first headline. Left out: put a headline above it.",
        )
    number = len(found.stories)
    if spread.expected is None and number:
        message = (
            "There is no “Viewing results” line, so the number of stories could not be checked: "
            f"{number} found."
        )
        yield Problem(f"line {found.stories[0].line}", message, refused=False)
    elif spread.expected is not None and (number != spread.expected or found.surplus):
        message = f"The page promises {spread.expected} stories, {number} were found"
        if found.surplus:
            message += f"; “{found.surplus}” looks like one more and was left inside a text"
        yield Problem(f"line {spread.line}", f"{message}. Compare.", refused=False)


def _record(story: Story, position: int, captured_on: date | None) -> ArticleRecord:
    return ArticleRecord(
        external_id=_identity(story),
        headline=story.headline,
        body="\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in story.text),
        place=f"line {story.line}",
        captured_on=captured_on,
        position=position,
    )


def _identity(story):
    """The same on every capture of the page, wherever the story stands on it by then.

    The opening of the text belongs to it, since columns repeat their headlines.
    """
    headline = letters(story.headline)
    opening = letters(" ".join(story.text))[:_OPENING_LETTERS]
    if len(headline) < _FEWEST_LETTERS:
        headline = story.headline
    return "listing:" + hashlib.sha256(f"{headline}\n{opening}".encode()).hexdigest()[:32]
