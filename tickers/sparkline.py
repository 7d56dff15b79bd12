"""A line of values small enough to stand beside a sentence, drawn by the server as SVG."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: Around the line, so that its ends and marks are seen whole.
_MARGIN = 4


@dataclass(frozen=True)
class Sparkline:
    """What `tickers/_sparkline.html` draws. Places are texts, `x y` of the view box."""

    width: int
    height: int
    label: str
    path: str
    last: tuple[str, str]
    marked: tuple[str, str] | None


def sparkline(points, label, *, marked=None, width=160, height=40):
    """Return the Sparkline of some (day, value), oldest first; None of less than two.

    `marked` is one more, which the line does not go to: a value that is doubted.
    """
    points = list(points)
    if len(points) < 2:
        return None
    place = _scale([*points, marked] if marked else points, width, height)
    places = [place(point) for point in points]
    path = "M" + "L".join(f"{x} {y}" for x, y in places)
    return Sparkline(width, height, label, path, places[-1], marked and place(marked))


def _scale(points, width, height):
    """Return a function from a (day, value) to its place among all of them."""
    days, values = zip(*points, strict=True)
    first, lowest = min(days), min(values)
    span = (max(days) - first).days or 1
    rise = max(values) - lowest
    across, up = width - 2 * _MARGIN, height - 2 * _MARGIN

    def place(point: tuple[date, Decimal]):
        day, value = point
        x = _MARGIN + across * (day - first).days / span
        share = float((value - lowest) / rise) if rise else 0.5
        return f"{x:.1f}", f"{height - _MARGIN - up * share:.1f}"

    return place
