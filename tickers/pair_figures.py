"""What the page of a pair tells of a day beside its rate: a chart, and what stood when."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from tickers.addresses import pair_address
from tickers.charts import chart, thinned
from tickers.derivation import History, Month, Point
from tickers.kept import Kept
from tickers.rates import change_in_words, change_percent, format_change, format_value, in_words

#: The periods of the chart: their names in addresses, what they are called, and their months.
PERIODS = {
    "1m": ("1M", "one month", 1),
    "3m": ("3M", "three months", 3),
    "1y": ("1Y", "one year", 12),
    "5y": ("5Y", "five years", 60),
    "all": ("All", "all that is known", None),
}
USUAL = "1y"
#: The table beneath the chart has days, else months, else years, not many more than a hundred.
_MOST_DAYS, _MOST_YEARS = 100, 10
_YEARS_AGO = (1, 2, 3, 4, 5, 10, 15, 20, 25)
#: A rate that much older than a day is none of it.
_TOO_OLD = timedelta(days=31)
#: Of 27 years each takes a megabyte.
_histories = Kept(most=8)


@dataclass(frozen=True)
class Written:
    """A rate of a day as the page writes it, and how it had changed by the page's own."""

    day: date
    value: str
    address: str
    percent: Decimal | None = None

    @property
    def change_text(self):
        return "" if self.percent is None else format_change(self.percent)

    @property
    def change_words(self):
        return change_in_words(self.percent)

    @property
    def direction(self):
        return "up" if self.percent > 0 else "down" if self.percent < 0 else ""


@dataclass(frozen=True)
class Figures:
    """All of it, of an Arranged pair, up to a day; `line` is its Line of that day."""

    pair: object
    line: object
    day: date
    period: str
    whole: History
    #: Whether the addresses of the other periods are to name the day.
    is_today: bool

    @cached_property
    def shown(self):
        """The History of the period."""
        months = PERIODS[self.period][2]
        first = date.min if months is None else months_before(self.day, months)
        return self.whole.between(first, self.day)

    @cached_property
    def drawn(self):
        """What of it the chart draws; the highest and the lowest are among it."""
        return self.shown.at(thinned(self.shown.values))

    @cached_property
    def chart(self):
        title = f"1 {self.pair.base} in {self.pair.quote}"
        digits = {"decimals": self.line.decimals, "significant": self.line.significant}
        return chart(self.drawn.days, self.drawn.values, title, **digits)

    def periods(self):
        date = "" if self.is_today else self.day
        for name, (short, long, _) in PERIODS.items():
            period = "" if name == USUAL else name
            yield {
                "short": short,
                "long": long,
                "address": self._address(date=date, range=period),
                "is_current": name == self.period,
            }

    @property
    def high(self):
        return self._written(self.drawn.high)

    @property
    def low(self):
        return self._written(self.drawn.low)

    @property
    def average(self):
        return self._text(self.shown.average)

    @property
    def has_days(self):
        return len(self.shown) <= _MOST_DAYS

    def table(self):
        """The rows of the chart's table, newest first: days, months or years."""
        if self.has_days:
            return self._days()
        if self.day.year - self.shown.days[0].year <= _MOST_YEARS:
            return self._months(self.shown)
        return self._years()

    def _days(self):
        points, before = [], None
        for point in self.shown:
            points.append(self._written(point, before))
            before = point.value
        return points[::-1]

    def _years(self):
        for year in range(self.day.year, self.shown.days[0].year - 1, -1):
            some = self.shown.between(date(year, 1, 1), date(year, 12, 31))
            if some:
                values = some.values
                figures = max(values), min(values), some.average, values[-1]
                yield self._told(f"{year}", Month(date(year, 1, 1), len(some), *figures))

    def year(self):
        """The twelve months up to the day, newest first."""
        return self._months(self.whole.between(months_before(self.day, 12), self.day))

    @property
    def earlier(self):
        """The address of the page a year before, where anything is known of it."""
        day = months_before(self.day, 12)
        return self._address(date=day) if self.whole.on(day) else ""

    def on_this_day(self):
        """The rates of the same day in years before."""
        return [*filter(None, map(self._years_ago, _YEARS_AGO))]

    def _years_ago(self, years):
        day = months_before(self.day, 12 * years)
        point = self.whole.on(day)
        if not point or day - point.date > _TOO_OLD:
            return None
        percent = change_percent(self.line.rate.value, point.value)
        return Written(day, self._text(point.value), self._address(date=day), percent)

    def _months(self, history):
        return [self._month(month) for month in reversed(history.months)]

    def _month(self, month):
        end = min(months_before(month.first, -1) - timedelta(days=1), self.day)
        return self._told(f"{month.first:%b %Y}", month) | {"address": self._address(date=end)}

    def _told(self, name, month: Month):
        figures = ("low", "high", "average", "last")
        texts = {figure: self._text(getattr(month, figure)) for figure in figures}
        return texts | {"name": name, "number": f"{month.number}"}

    def _written(self, point: Point, before=None):
        percent = None if before is None else change_percent(point.value, before)
        return Written(point.date, self._text(point.value), self._address(date=point.date), percent)

    def _text(self, value):
        return format_value(value, self.line.decimals, self.line.significant)

    def _address(self, **parameters):
        return pair_address(self.pair.base, self.pair.quote, **parameters)


def history_of(pair):
    """Return all that is known of an Arranged pair up to today."""
    key = pair.base, pair.quote
    return _histories.get(key, lambda: pair.history(None, None))


def absence(pair, day=None):
    """Return the sentence on why nobody has a rate of an Arranged pair on a day (None: today)."""
    name, whole = f"{pair.base} in {pair.quote}", history_of(pair)
    if not whole:
        return f"Nobody is known to have a rate of {name}."
    day = day or timezone.localdate()
    if last := whole.on(day):
        return (
            f"No rate of {name} holds on {in_words(day)} any more: the last one is of "
            f"{in_words(last.date)}. Choose that day."
        )
    first = in_words(whole.days[0])
    return f"No rate of {name} is known before {first}. Choose that day or a later one."


def months_before(day: date, months: int) -> date:
    """Return the same day so many months before; the last of a month that has no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(max(number, 12), 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("each month has 28 days")
