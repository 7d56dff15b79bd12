"""What is told of a pair's rate: how much, of which day, whose, and by what way."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import cached_property

from tickers.banks import SOURCES
from tickers.rates import change_percent, exactly, in_words, spaced


class State(StrEnum):
    FRESH = "fresh"
    #: The day is none of the bank's: its last fixing holds over a weekend or a holiday.
    WEEKEND = "weekend"
    #: The bank should have published one since.
    STALE = "stale"
    #: As stale, and the bank could not be asked, or not be understood, the last time.
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Step:
    """A fixing on the way to a rate: `nominal` units of `base` were `text` units of `quote`.

    It was turned round when `inverted`. `note` is empty or tells of a redenomination.
    """

    base: str
    quote: str
    nominal: int
    value: Decimal
    text: str
    inverted: bool
    note: str = ""

    def __str__(self):
        return f"{self.nominal} {self.base} = {self.text} {self.quote}{self.note}"


@dataclass(frozen=True)
class PairRate:
    """What one unit of `base` was worth in `quote`, and by which fixings.

    `provider` is a name of `tickers.models.Provider`, `source` what people call it. `previous` is
    the published fixing before it (None: there was none), whatever day that was. `fetched_at` is
    when the newest of its fixings came. `kind` is `official`, `market` or empty; `reason` is why
    somebody has entered it by hand.
    """

    base: str
    quote: str
    value: Decimal
    date: date
    provider: str
    source: str
    fetched_at: datetime
    path: tuple[Step, ...]
    state: State
    kind: str = "official"
    previous: Decimal | None = None
    previous_date: date | None = None
    reason: str = ""
    is_manual: bool = False

    @property
    def name(self):
        return f"{self.base}/{self.quote}"

    @property
    def title(self):
        """The whole name of its source."""
        from tickers.models import Provider

        return str(Provider(self.provider).label)

    @property
    def site(self):
        """The address of its source; "" where it has none."""
        return SOURCES[self.provider].site

    @property
    def nominal(self):
        """Of the published fixing; a cross has several and is told for one unit."""
        return self.path[0].nominal if len(self.path) == 1 else 1

    @property
    def is_crossed(self):
        return len(self.path) > 1

    @cached_property
    def inverse(self):
        """What one unit of the quote currency was worth in the base currency."""
        return exactly(1, self.value)

    @property
    def change(self):
        """What was added since the published fixing before; None when there was none."""
        return None if self.previous is None else self.value - self.previous

    @cached_property
    def percent(self):
        """The same in percent, two decimals, half-even."""
        return None if self.previous is None else change_percent(self.value, self.previous)

    @property
    def direction(self):
        """One of `up`, `down`, `unchanged`, or empty when nothing is known before."""
        if self.previous is None:
            return ""
        if not self.percent:
            return "unchanged"
        return "up" if self.percent > 0 else "down"

    @property
    def sentence(self):
        """Its path, as programs are told it: `NBKR, 24 May 2026: 1 USD = 87.4500 KGS`."""
        return self._sentence(self._steps)

    @property
    def told(self):
        """The same for people: with thin spaces between thousands."""
        return self._sentence(spaced(self._steps))

    @property
    def _steps(self):
        return " and ".join(map(str, self.path))

    def _sentence(self, steps):
        return f"{self.source}, {in_words(self.date)}: {steps}"
