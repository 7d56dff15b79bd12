"""Which published values are so far off those around them that somebody has to look at them."""

from datetime import timedelta
from decimal import Decimal
from functools import cache
from statistics import median

from tickers.rates import exactly, format_change, in_words

#: A value that differs so much from one not older than this is looked at. For each month more it
#: may differ as much again; but to be five times as much, or a fifth, is always looked at: a
#: forgotten nominal is ten.
FAR_OFF = Decimal("0.10")
RECENT = timedelta(days=31)
FARTHEST = 5
#: So many fixings that stay where a value has gone say that it was no slip.
CONFIRMING = 5


class Judge:
    """Looks at the new values of a pair in the order of their days, each against those around."""

    def __init__(self, provider, key, known, fresh, told):
        self.title, self.key, self.told = provider.short, key, told
        self.known, self.fresh = known, fresh
        self.values = [exactly(value, nominal) for _, _, nominal, value, _ in fresh]
        self.standing = sorted((d, k) for d, k in known.items() if k.standing is not None)
        self.place, self.last = 0, None

    def review(self, number):
        """Return "held" or "" for a fresh row."""
        day, _, nominal, value, _ = self.fresh[number]
        unit = self.values[number]
        self._go_to(day)
        reference = self._reference(day)
        if reference is None:
            self.last = day, unit, nominal
            return ""
        since, standing, before = reference
        pair = "/".join(self.key)
        if before != nominal:
            self.told.doubt(
                f"{self.title}: the nominal of {pair} was {before} on {in_words(since)} "
                f"and is {nominal} on {in_words(day)}."
            )
        is_odd = is_far_off(unit, standing, day - since)
        if is_odd and not self._is_confirmed(number, day, standing):
            self.told.held += 1
            change = format_change(round((unit - standing) * 100 / standing, 1))
            self.told.doubt(
                f"{self.title}: {pair} of {in_words(day)} is held, {value.normalize():f} for "
                f"{nominal}: {change} off that of {in_words(since)}. Approve or reject it."
            )
            return "held"
        self.last = day, unit, nominal
        return ""

    def _go_to(self, day):
        """Let what is kept of earlier days be the last, when it is later than what came."""
        while self.place < len(self.standing) and self.standing[self.place][0] < day:
            earlier, kept_then = self.standing[self.place]
            if self.last is None or earlier > self.last[0]:
                self.last = earlier, kept_then.standing, kept_then.nominal
            self.place += 1

    def _reference(self, day):
        """The last standing fixing before a day, else what the day itself had, or the first within
        a month after it; and that also where the last is older than a month."""
        if self.last and day - self.last[0] <= RECENT:
            return self.last
        if self.place < len(self.standing) and self.standing[self.place][0] - day <= RECENT:
            later, kept_then = self.standing[self.place]
            return later, kept_then.standing, kept_then.nominal
        return self.last

    def _is_confirmed(self, number, day, standing):
        """Whether what came after a value is nearer to it than to what stood before."""
        later = [kept.standing for date, kept in self.standing[self.place :] if date > day]
        following = (self.values[number + 1 : number + 1 + CONFIRMING] + later)[:CONFIRMING]
        if len(following) < CONFIRMING:
            return False
        middle = median(following)
        return abs(middle - self.values[number]) < abs(middle - standing)


def is_far_off(value, standing, apart=RECENT):
    """Whether a value is too far from one that stood a timedelta before or after it."""
    if abs(value - standing) < FAR_OFF * standing:
        return False
    least, most = _bounds(max(-(-abs(apart) // RECENT), 1))
    return not least * standing < value < most * standing


@cache
def _bounds(months):
    """The factors that a value has to stay between after so many months, the last one begun."""
    return (
        max((1 - FAR_OFF) ** months, 1 / Decimal(FARTHEST)),
        min((1 + FAR_OFF) ** months, Decimal(FARTHEST)),
    )


def confirmed_by(fixing):
    """Return the held fixings after one that was approved, which are not far off any more."""
    from tickers.models import Fixing

    held = Fixing.objects.filter(
        provider=fixing.provider,
        base=fixing.base_id,
        quote=fixing.quote_id,
        date__gt=fixing.date,
        review=Fixing.Review.HELD,
    ).order_by("date", "revision")
    last, found = fixing, []
    for one in held.select_related("base", "quote"):
        near = one.date - last.date <= RECENT
        if not near or is_far_off(one.unit, last.unit):
            break
        found.append(one)
        last = one
    return found
