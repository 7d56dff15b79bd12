"""Charts of rates as the server draws them: pure functions from days and values to places.

Places along and across are shares of the chart in per cent, so that words keep their size however
wide it is; the line has coordinates of its own, which stretch. A sparkline has no words, and stands
beside a sentence.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10

from tickers.rates import THIN, format_value, in_words

#: A wider screen than most has about so many dots; of a longer series the highest and the lowest
#: value of each stretch are drawn.
MOST_POINTS = 600
#: The box of the line.
WIDTH, HEIGHT = 2000, 1000
#: Where the line's box lies in the chart, in per cent of its height.
TOP, BOTTOM = 10, 86
#: So many round values at most have a line.
_LEVELS = 5
_STEPS = (1, 2, 2.5, 5, 10)
#: Room above the highest and below the lowest value, as a share of what lies between.
_AIR = 0.06
_MOST_TICKS = 6
#: Words at places nearer to each other than this would touch on a phone.
_NEAR, _LOW = 30, 14
#: Around a sparkline, so that its ends and marks are seen whole.
_MARGIN = 4


@dataclass(frozen=True)
class Mark:
    """Words at a place of the chart; `anchor` and `side` say where they stand from there."""

    x: str
    y: str
    text: str
    anchor: str = "middle"
    side: str = "above"


@dataclass(frozen=True)
class Chart:
    """What `tickers/_chart.html` draws."""

    title: str
    description: str
    path: str
    levels: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    last: Mark
    first_day: date
    #: For whoever reads it with pointer or keys: days since the first, and the values as texts.
    days: str
    values: str


@dataclass(frozen=True)
class Sparkline:
    """What `tickers/_sparkline.html` draws. Places are texts, `x y` of the view box."""

    width: int
    height: int
    label: str
    path: str
    last: tuple[str, str]
    marked: tuple[str, str] | None


@dataclass(frozen=True)
class _Frame:
    """From days and values to places."""

    first: int
    span: int
    low: float
    rise: float

    def along(self, day):
        return (day.toordinal() - self.first) / self.span

    def across(self, value):
        return 1 - (float(value) - self.low) / self.rise

    def place(self, day, value):
        """Return x and y in per cent of the chart, as texts."""
        y = TOP + (BOTTOM - TOP) * self.across(value)
        return f"{100 * self.along(day):.2f}%", f"{y:.2f}%"


def chart(days, values, title, *, decimals=None, significant=None):
    """Return the Chart of a series, oldest first; None where there are fewer than two days.

    `title` says of what; decimals and digits are those of `format_value`.
    """
    if len(days) < 2:
        return None
    drawn = thinned(values)
    days, values = ([column[place] for place in drawn] for column in (days, values))
    frame = _frame(days, values)
    high, low = values.index(max(values)), values.index(min(values))

    def told(place):
        return format_value(values[place], decimals, significant)

    side = _last_side(days, values, frame)
    return Chart(
        title=f"{title}, {in_words(days[0])} to {in_words(days[-1])}",
        description=f"From {told(0)} to {told(-1)}. Highest {told(high)} on "
        f"{in_words(days[high])}, lowest {told(low)} on {in_words(days[low])}.",
        path=_path(days, values, frame),
        levels=tuple(_levels(frame)),
        ticks=tuple(_ticks(days, frame)),
        marks=tuple(_marks(days, values, high, low, frame, told)),
        last=Mark(*frame.place(days[-1], values[-1]), told(-1), "end", side),
        first_day=days[0],
        days=" ".join(str(day.toordinal() - frame.first) for day in days),
        values="|".join(map(told, range(len(values)))),
    )


def sparkline(points, label, *, marked=None, width=160, height=40):
    """Return the Sparkline of some (day, value), oldest first; None of less than two.

    `marked` is one more, which the line does not go to: a value that is doubted.
    """
    points = list(points)
    if len(points) < 2:
        return None
    days, values = zip(*sorted([*points, marked] if marked else points), strict=True)
    frame = _frame(days, values, air=0)

    def place(point):
        day, value = point
        x = _MARGIN + (width - 2 * _MARGIN) * frame.along(day)
        y = _MARGIN + (height - 2 * _MARGIN) * frame.across(value)
        return f"{x:.1f}", f"{y:.1f}"

    places = [place(point) for point in points]
    path = "M" + "L".join(f"{x} {y}" for x, y in places)
    return Sparkline(width, height, label, path, places[-1], marked and place(marked))


def _frame(days, values, air=_AIR):
    # A float is made of what is drawn only: of long figures it takes longer than all else.
    low, high = float(min(values)), float(max(values))
    # What never changes is a line in the middle.
    rise = (high - low) or abs(high) * 0.02
    middle = (high + low) / 2
    rise *= 1 + 2 * air
    first = days[0].toordinal()
    return _Frame(first, days[-1].toordinal() - first, middle - rise / 2, rise)


def thinned(values):
    """Return the places of a series that are drawn: all of them, or of each stretch the highest
    and the lowest, and both ends. What is thinned is not thinned again."""
    count = len(values)
    if count <= MOST_POINTS:
        return range(count)
    stretches = MOST_POINTS // 2 - 1
    bounds = [count * number // stretches for number in range(stretches + 1)]
    drawn = {0, count - 1}
    for start, stop in pairwise(bounds):
        stretch = values[start:stop]
        drawn.add(start + stretch.index(max(stretch)))
        drawn.add(start + stretch.index(min(stretch)))
    return sorted(drawn)


def _path(days, values, frame):
    across, up = WIDTH / frame.span, HEIGHT / frame.rise
    top = frame.low + frame.rise
    places = [
        f"{(day.toordinal() - frame.first) * across:.0f} {(top - float(value)) * up:.0f}"
        for day, value in zip(days, values, strict=True)
    ]
    return "M" + "L".join(places)


def _levels(frame):
    """Yield a few round values that lie in the frame."""
    step = _step(frame.rise / _LEVELS)
    decimals = max(0, 2 - floor(log10(step))) if step < 1 else (0 if step >= 10 else 1)
    number = ceil(frame.low / step)
    while number * step < frame.low + frame.rise:
        # Not where its words would stand outside.
        if frame.across(number * step) > 0.04:
            _, y = frame.place(date.fromordinal(frame.first), number * step)
            yield Mark("0", y, _rounded(number * step, decimals), "start")
        number += 1


def _step(least):
    power = 10.0 ** floor(log10(least))
    return next(factor * power for factor in _STEPS if factor * power >= least * 0.999)


def _rounded(value, decimals):
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN)


def _ticks(days, frame):
    """Yield days to go by: the first of months or years, or Mondays, a handful of them."""
    some, words = _handful(days[0], days[-1])
    for day in some:
        if frame.along(day) < 0.93:
            yield Mark(frame.place(day, frame.low)[0], "", f"{day:{words}}", "start")


def _handful(first, last):
    calendars = _calendars(first, last)
    while True:
        days, words = next(calendars)
        some = [day for day in days if first <= day <= last]
        if len(some) <= _MOST_TICKS:
            return some, words


def _calendars(first, last):
    """Yield rows of days from the densest to the sparsest, each with the form of its words."""
    if last - first < timedelta(weeks=_MOST_TICKS):
        monday = first - timedelta(days=first.weekday())
        yield [monday + timedelta(weeks=week) for week in range(_MOST_TICKS + 1)], "%-d %b"
    for months in (1, 2, 3, 6):
        yield _every(first, last, months), "%b %Y"
    for years in (1, 2, 5, 10, 20, 50):
        yield _every(first, last, 12 * years), "%Y"


def _every(first, last, months):
    start, stop = (day.year * 12 + day.month - 1 for day in (first, last))
    start -= start % months
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, stop + 1, months)]


def _marks(days, values, high, low, frame, told):
    """Yield the highest and the lowest value, unless words at the end of the line stand there."""
    if values[high] == values[low]:
        return
    for place, side in ((high, "above"), (low, "below")):
        x = 100 * frame.along(days[place])
        rise = 100 * abs(frame.across(values[place]) - frame.across(values[-1]))
        if place != len(days) - 1 and (x < 100 - _NEAR or rise > _LOW):
            anchor = "start" if x < _NEAR / 2 else "end" if x > 100 - _NEAR / 2 else "middle"
            yield Mark(*frame.place(days[place], values[place]), told(place), anchor, side)


def _last_side(days, values, frame):
    """Return on which side of its end the line leaves more room for words."""
    start = bisect_left(days, days[-1] - timedelta(days=frame.span * _NEAR // 100))
    last, room = values[-1], Decimal(frame.rise * _LOW / 100)
    above = sum(last < value < last + room for value in values[start:])
    below = sum(last - room < value < last for value in values[start:])
    return "below" if above > below else "above"
