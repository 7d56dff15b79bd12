"""Figures in the text of a story: frozen on their day, and told beside what they are now.

A reference is a link to the page of a pair, which names the day, the amount (when it isn't 1) and
whose rate it was; its words are the figure, `87.45 KGS (NBKR, 12 March 2026)`. So it is all there
wherever the text goes, and is nothing that people couldn't have typed. As long as its day is
`publication` it waits for the story to be published.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from tickers.addresses import Refusal, codes_of, day_of
from tickers.banks import SOURCES
from tickers.converter import Conversion, WrongAmount, amount_of
from tickers.derivation import rates
from tickers.derivation.pair_rate import State
from tickers.pairs import arranged
from tickers.rates import in_words
from tickers.strip import Line

#: In place of the day of a reference that waits.
OPEN = "publication"
#: Of more pairs in one text nobody is told what they are now.
MOST = 50
_PAGE = "/markets/"
_LINK = re.compile(
    rf'(<a [^>]*?href=")({_PAGE}[a-z]{{3}}-[a-z]{{3}}/\?[^"]*)("[^>]*>)(.*?)(</a>)', re.DOTALL
)
_DECIMALS = re.compile(r"\.([0-9]{1,10})\s[A-Z]{3}\b")


@dataclass(frozen=True)
class Reference:
    """What a link says; `day` is None as long as it waits, `source` "" when it does not say."""

    base: str
    quote: str
    day: date | None
    amount: Decimal
    source: str
    #: Of a rate: with how many decimals it is told.
    decimals: int | None

    @property
    def asked(self):
        """What `rates` is asked for: today's rate of the same source."""
        return self.base, self.quote, (self.source,) if self.source else ()

    def conversion(self, rate):
        return Conversion(self.amount, Line(rate, decimals=self.decimals))


def then_and_now(html):
    """Return the cleaned text of a story with what each reference is now behind it.

    Nothing is asked of the database when there is none, and once however many there are.
    """
    if f'href="{_PAGE}' not in html:
        return html
    found = {match[2]: _read(match[2], match[4]) for match in _LINK.finditer(html)}
    frozen = [reference for reference in found.values() if reference and reference.day]
    asked = list(dict.fromkeys(reference.asked for reference in frozen))[:MOST]
    now = dict(zip(asked, rates(asked), strict=True)) if asked else {}

    def told(match):
        reference = found[match[2]]
        rate = now.get(reference.asked) if reference and reference.day else None
        is_newer = rate and rate.date > reference.day
        return match[0] + (_now(reference.conversion(rate)) if is_newer else "")

    return mark_safe(_LINK.sub(told, html))  # noqa: S308 - cleaned when it was saved


def settled(html, day):
    """Return a text in which the references that wait have the rate of a day.

    Raises Refusal, with a sentence, when nobody has one of them.
    """

    def settle(match):
        reference = _read(match[2], "")
        if reference is None or reference.day:
            return match[0]
        line = arranged(reference.base, reference.quote).line(day)
        if line is None:
            raise Refusal(
                f"The text waits for a rate of {reference.base} in {reference.quote}, and nobody "
                f"has one for {in_words(day)}. Take it out, or write a figure in its place."
            )
        frozen = Conversion(reference.amount, line)
        return f"{match[1]}{escape(frozen.address)}{match[3]}{escape(frozen.citation)}{match[5]}"

    return _LINK.sub(settle, html) if f"date={OPEN}" in html else html


def _read(address, words):
    """Return the Reference that a link is, or None."""
    parts = urlsplit(unescape(address))
    facts = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    try:
        base, quote = codes_of(parts.path.removeprefix(_PAGE).rstrip("/"))
        text = facts.get("date", "")
        day = None if text == OPEN else day_of(text)
        amount = amount_of(facts.get("amount", "1"))
    except (Refusal, WrongAmount):
        return None
    if day is None and text != OPEN:
        return None
    source = facts.get("source", "")
    decimals = _DECIMALS.search(words)
    return Reference(
        base,
        quote,
        day,
        amount,
        source if source in SOURCES else "",
        len(decimals[1]) if decimals else None,
    )


def _now(conversion):
    rate = conversion.line.rate
    worth = conversion.worth_text
    is_today = rate.state in (State.FRESH, State.WEEKEND)
    # A day of figures before the figure would be read as a part of it.
    told = f"now {worth}" if is_today else f"{worth} on {in_words(rate.date)}"
    return format_html(
        ' <span class="now" title="{}">({}<span class="hidden">, {}</span>)</span>',
        conversion.line.origin,
        told,
        conversion.line.origin,
    )
