"""Keeps what providers published: once, in order, and nothing that looks wrong unseen.

What is kept is append-only. The same again is unchanged, another value of the same day is the next
revision, one far off those around it is held until somebody has looked at it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tickers.bulk import insert, lock
from tickers.figures import DECIMALS, kept, places_of
from tickers.rates import exactly, in_words

#: By how much a value may differ from the last one, and how old that may be.
FAR_OFF = Decimal("0.10")
RECENT = timedelta(days=31)
#: So many fixings that stay where a value has gone say that it was no slip.
CONFIRMING = 5
_MOST_SENTENCES = 100
_LARGEST = Decimal(10) ** 10
_MOST_NOMINAL = 2**31 - 1


@dataclass
class Recorded:
    """What became of some records: numbers, and sentences on what is odd or was refused."""

    new: int = 0
    unchanged: int = 0
    held: int = 0
    doubts: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def doubt(self, sentence):
        if len(self.doubts) < _MOST_SENTENCES:
            self.doubts.append(sentence)

    def refuse(self, sentence):
        if len(self.refused) < _MOST_SENTENCES:
            self.refused.append(sentence)


class _Record(NamedTuple):
    base: str
    quote: str
    nominal: int
    value: Decimal
    date: date


@dataclass(slots=True)
class _Kept:
    """The newest revision of a day, and what stands of the day (None: nothing)."""

    revision: int
    value: Decimal
    nominal: int
    standing: Decimal | None


def record_all(provider, records, payload=None, *, at=None, reason="", entered_by=None):
    """Keep what a provider (a name) published, `FixingRecord`s in any order; return a Recorded.

    One batch is one transaction and one mark. A record that can't be is refused with a sentence,
    the others are kept.
    """
    told = Recorded()
    batch = _checked(provider, records, told)
    if not batch:
        return told
    at = at or timezone.now()
    facts = (at, payload and payload.pk, reason[:200], entered_by and entered_by.pk)
    with transaction.atomic():
        lock(f"fixings of {provider}")
        ids = _currencies({code for key in batch for code in key})
        known = _known(provider, batch, ids)
        rows = [
            row
            for key, days in sorted(batch.items())
            for row in _new_rows(provider, key, days, known.get(key, {}), told)
        ]
        _insert(rows, provider, ids, facts)
        told.new += len(rows)
        if rows:
            from tickers.strip import forget

            forget()
    return told


def _checked(provider, records, told):
    """Return by pair the days and records that can be kept; the others are refused."""
    from tickers.models import Provider

    title = Provider(provider).short
    batch = {}
    for record in records:
        if problem := problem_of(record):
            told.refuse(f"{title}: {_named(record)} was refused. {problem}")
            continue
        days = batch.setdefault((record.base, record.quote), {})
        value = kept(record.value)
        known = days.setdefault(record.date, (value, record.nominal, record.value))
        if known[:2] != (value, record.nominal):
            told.refuse(
                f"{title}: {_named(record)} was refused. Another rate of that day came first."
            )
    return batch


def problem_of(record):
    """Return the sentence that says why a record can be no fixing; "" when it can."""
    for code in (record.base, record.quote):
        if not (isinstance(code, str) and len(code) == 3 and code.isascii() and code.isupper()):
            return "A currency code has three capital letters, e.g. KGS."
    if record.base == record.quote:
        return "Choose two different currencies."
    value = record.value
    if not isinstance(value, Decimal) or not value.is_finite():
        return f"“{str(value)[:40]}” value must be a decimal number."
    if value <= 0 or (value < 1 and not round(value, DECIMALS)):
        return "A rate is greater than zero."
    if value >= _LARGEST:
        return "A rate has at most ten digits before the point."
    if not 1 <= record.nominal <= _MOST_NOMINAL:
        return "The nominal is 1 or more."
    return ""


def _named(record):
    return f"{str(record.base)[:10]}/{str(record.quote)[:10]} of {record.date}"


def _currencies(codes):
    """Return the ids of currencies by their codes; those that nobody knows yet are made."""
    from tickers.models import Currency

    known = dict(Currency.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in sorted(codes - known.keys()):
        known[code] = Currency.objects.of_code(code).pk
    return known


def _known(provider, batch, ids):
    """Return by pair and day what is kept of a provider around the days of a batch."""
    from tickers.models import Fixing

    first = min(min(days) for days in batch.values())
    last = max(max(days) for days in batch.values())
    codes = {pk: code for code, pk in ids.items()}
    rows = (
        Fixing.objects.filter(
            provider=provider,
            base__in={ids[base] for base, _ in batch},
            quote__in={ids[quote] for _, quote in batch},
            date__gte=first - RECENT,
            date__lte=last + RECENT,
        )
        .order_by("date", "revision")
        .values_list("base_id", "quote_id", "date", "revision", "value", "nominal", "review")
    )
    known = {}
    for base, quote, day, revision, value, nominal, review in rows.iterator(10_000):
        days = known.setdefault((codes[base], codes[quote]), {})
        before = days.get(day)
        standing = exactly(value, nominal) if review in Fixing.STANDING else None
        if standing is None and before:
            standing = before.standing
        days[day] = _Kept(revision, value, nominal, standing)
    return known


def _new_rows(provider, key, days, known, told):
    """Return a row for each record of a pair that is not kept yet: judged in the order of days."""
    from tickers.models import Provider

    fresh = []
    for day in sorted(days):
        value, nominal, published = days[day]
        before = known.get(day)
        if before and (before.value, before.nominal) == (value, nominal):
            told.unchanged += 1
        else:
            revision = before.revision + 1 if before else 1
            fresh.append((day, revision, nominal, value, places_of(published)))
    if not fresh:
        return []
    provider = Provider(provider)
    judge = _Judge(provider, key, known, fresh, told) if provider.is_checked else None
    return [(key, *row, judge.review(number) if judge else "") for number, row in enumerate(fresh)]


class _Judge:
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
        if is_far_off(unit, standing) and not self._is_confirmed(number, standing):
            self.told.held += 1
            change = (unit - standing) * 100 / standing
            self.told.doubt(
                f"{self.title}: {pair} of {in_words(day)} is held, {value.normalize():f} for "
                f"{nominal}: {change:+.1f}% off that of {in_words(since)}. Approve or reject it."
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
        """The nearest standing fixing: the last before a day, else the first after it."""
        if self.last and day - self.last[0] <= RECENT:
            return self.last
        place = self.place
        while place < len(self.standing) and self.standing[place][0] <= day:
            place += 1
        if place < len(self.standing) and self.standing[place][0] - day <= RECENT:
            later, kept_then = self.standing[place]
            return later, kept_then.standing, kept_then.nominal
        return None

    def _is_confirmed(self, number, standing):
        """Whether what came after a value is nearer to it than to what stood before."""
        following = self.values[number + 1 : number + 1 + CONFIRMING]
        if len(following) < CONFIRMING:
            return False
        middle = median(following)
        return abs(middle - self.values[number]) < abs(middle - standing)


def is_far_off(value, standing):
    return abs(value - standing) > FAR_OFF * standing


def _insert(rows, provider, ids, facts):
    from tickers.models import Fixing

    at, payload, reason, by = facts
    names = "provider base quote date revision nominal value places fetched_at payload reason "
    names += "entered_by review review_note"
    insert(
        Fixing,
        names.split(),
        (
            (provider, ids[base], ids[quote], day, revision, nominal, value, places, at, payload,
             reason, by, review, "")
            for (base, quote), day, revision, nominal, value, places, review in rows
        ),
    )  # fmt: skip


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


def record_one(*, provider, base, quote, value, date, nominal=1, **facts):
    """Keep one fixing; return whether it was new. Raises ValidationError for one that can't be."""
    record = _Record(base, quote, nominal, Decimal(value), date)
    if problem := problem_of(record):
        raise ValidationError(problem)
    return bool(record_all(provider, [record], **facts).new)
