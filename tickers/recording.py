"""Keeps what providers published: once, in order, and nothing that looks wrong unseen.

What is kept is append-only. The same again is unchanged, another value of the same day is the next
revision, one far off those around it is held until somebody has looked at it.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tickers.currencies import is_known
from tickers.database import insert, lock, look_at
from tickers.figures import DECIMALS, kept, places_of
from tickers.outliers import RECENT, Judge
from tickers.providers.record import FixingRecord
from tickers.rates import exactly, in_words

_MOST_SENTENCES = 100
_MOST_CODES = 10
#: After so many new rows at once a database's notion of their table is wrong.
_MANY = 10_000
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


@dataclass(slots=True)
class _Kept:
    """The newest revision of a day, and what stands of the day (None: nothing)."""

    revision: int
    value: Decimal
    nominal: int
    standing: Decimal | None


def record_all(
    provider, records, payload=None, *, at=None, reason="", entered_by=None, is_whole=True
):
    """Keep what a provider (a name) published, `FixingRecord`s in any order; return a Recorded.

    One batch is one transaction and one mark. A record that can't be is refused with a sentence,
    the others are kept. Unless they are the whole of what was published nobody can tell what is
    missing in it.
    """
    from tickers.models import Fixing

    told = Recorded()
    batch = _checked(provider, records, told)
    if not batch:
        return told
    at = at or timezone.now()
    facts = (at, payload and payload.pk, reason[:200], entered_by and entered_by.pk)
    with transaction.atomic():
        lock("fixings")
        ids = _currencies({code for key in batch for code in key})
        batch = _without_unknown(provider, batch, ids, told)
        if not batch:
            return told
        known = _known(provider, batch, ids)
        if is_whole and not told.refused:
            _tell_vanished(provider, batch, known, told)
        _add_silent(provider, batch, known, ids)
        rows = [
            row
            for key, days in sorted(batch.items())
            for row in _new_rows(provider, key, days, known.get(key, {}), told)
        ]
        _insert(rows, provider, ids, facts)
        told.new += len(rows)
        if len(rows) >= _MANY:
            look_at(Fixing)
        if rows:
            from tickers.strip import forget

            forget()
    return told


def _checked(provider, records, told):
    """Return by pair the days and records that can be kept; the others are refused."""
    title, batch = _title(provider), {}
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
        return f"“{str(value)[:40]}” is no rate: it must be a decimal number."
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
    """Return the ids of currencies by their codes. Those that are not there yet are made, when
    ISO 4217 has them: a feed can't invent any."""
    from tickers.models import Currency

    known = dict(Currency.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in filter(is_known, sorted(codes - known.keys())):
        known[code] = Currency.objects.of_code(code).pk
    return known


def _without_unknown(provider, batch, ids, told):
    """Return a batch without the pairs of a code that is none; they are told, and refused when
    they are all there is."""
    left = {key: days for key, days in batch.items() if ids.keys() >= set(key)}
    unknown = sorted({code for key in batch.keys() - left.keys() for code in key} - ids.keys())
    if unknown:
        more = len(unknown) - _MOST_CODES
        tell = told.doubt if left else told.refuse
        tell(
            f"{_title(provider)}: left out, as ISO 4217 has no such currency: "
            f"{', '.join(unknown[:_MOST_CODES])}{f' and {more} more' if more > 0 else ''}. "
            "To keep one, add it under Currencies and fetch again."
        )
    return left


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


def _add_silent(provider, batch, known, ids):
    """Add what stood last of each pair of which nothing stands in the month before a batch."""
    from tickers.models import Fixing

    for key, days in batch.items():
        first = min(days)
        kept_days = known.setdefault(key, {})
        if any(day < first and one.standing is not None for day, one in kept_days.items()):
            continue
        of_pair = Fixing.objects.standing().filter(
            provider=provider, base=ids[key[0]], quote=ids[key[1]], date__lt=first
        )
        last = of_pair.newest_first().values_list("date", "revision", "value", "nominal").first()
        if last:
            day, revision, value, nominal = last
            kept_days[day] = _Kept(revision, value, nominal, exactly(value, nominal))


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
    judge = Judge(provider, key, known, fresh, told) if provider.is_checked else None
    return [(key, *row, judge.review(number) if judge else "") for number, row in enumerate(fresh)]


def _tell_vanished(provider, batch, known, told):
    """Tell which pairs stood in what a provider published before, and not in its newest."""
    newest = max(max(days) for days in batch.values())
    now = {key for key, days in batch.items() if newest in days}
    if len(now) < 2 or all(newest in known.get(key, {}) for key in now):
        return
    # Not the last day of another currency: a feed has the dead ones with theirs.
    earlier = max((day for key in now for day in batch[key] if day < newest), default=None)
    if earlier:
        before = {key for key, days in batch.items() if earlier in days}
    else:
        earlier, before = _published_before(provider, newest, now, known)
    if gone := sorted("/".join(key) for key in before - now):
        told.doubt(
            f"{_title(provider)}: on {in_words(newest)} there is no {', '.join(gone)} any more; "
            f"the last was of {in_words(earlier)}."
        )


def _published_before(provider, newest, now, known):
    """Return the day before `newest` on which a provider published any of these pairs, and all
    that it published with them: a bank's list of the week is not its list of the day."""
    from tickers.models import Fixing

    days = [day for key in now for day in known.get(key, {}) if day < newest]
    if not days:
        return None, set()
    pairs = Fixing.objects.filter(provider=provider, date=max(days)).values_list(
        "base__code", "quote__code", "payload"
    )
    together = {payload for base, quote, payload in pairs if (base, quote) in now}
    return max(days), {(base, quote) for base, quote, payload in pairs if payload in together}


def _title(provider):
    from tickers.models import Provider

    return Provider(provider).short


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


def record_one(*, provider, base, quote, value, date, nominal=1, **facts):
    """Keep one fixing; return whether it was new. Raises ValidationError for one that can't be."""
    record = FixingRecord(base, quote, nominal, Decimal(value), date)
    if problem := problem_of(record):
        raise ValidationError(problem)
    told = record_all(provider, [record], **facts)
    if told.refused:
        raise ValidationError(told.refused)
    return bool(told.new)
