"""From the texts of a payload's rows to records: each checked, what can't be left out and told."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tickers.providers.figures import nominal, rate, short
from tickers.providers.provider import Provider
from tickers.providers.record import Doubt, FixingRecord, UnreadablePayload


class Row(NamedTuple):
    """What a bank wrote. `quote` is empty where it is the bank's home currency."""

    base: str
    nominal: str
    value: str
    date: str
    quote: str = ""


def fixings(
    provider: Provider,
    rows: Iterable[Row | Doubt],
    read_date: Callable[[str], date],
    day: date | None = None,
    may_be_empty: bool = False,
) -> list[FixingRecord | Doubt]:
    """Return the records of `rows`, in their order, and then what is doubtful.

    Left out and told: a row that can't be read or can't be true, one that comes twice, and both
    of two that contradict each other. An answer of another day than `day` is told.
    Raises UnreadablePayload when nothing is left, unless `may_be_empty`: the format says of
    itself that a day has no rates; and when the home currency itself has a rate in it.
    """
    found: dict[tuple[str, str, date], FixingRecord] = {}
    doubts: list[Doubt] = []
    contradicted = set()
    reading = lru_cache(maxsize=None)(read_date)
    for row in rows:
        if isinstance(row, Doubt):
            doubts.append(row)
            continue
        try:
            record = _record(provider, row, reading)
        except ValueError as error:
            doubts.append(_left_out(provider, row, f"as {error}"))
            continue
        if record.base == record.quote:
            if record.value != record.nominal:
                _tell_own_currency(provider, row, doubts)
            continue
        key = record.base, record.quote, record.date
        if found.setdefault(key, record) is not record:
            same = found[key] == record
            doubts.append(_left_out(provider, row, _twice(same), is_refusal=not same))
            if not same:
                contradicted.add(key)
    for key in contradicted:
        del found[key]
    if not found and (doubts or not may_be_empty):
        raise _nothing(provider, doubts)
    return [*found.values(), *doubts, *_other_day(provider, found.values(), day)]


def _record(provider, row, reading):
    day = reading(row.date)
    return FixingRecord(
        base=provider.meant_by(_code(row.base), day),
        quote=_code(row.quote) if row.quote else provider.home_on(day),
        nominal=nominal(row.nominal) if row.nominal != "1" else 1,
        value=rate(row.value),
        date=day,
    )


@lru_cache(maxsize=1000)
def _code(text):
    code = text.strip().upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ValueError(f"{short(text)} is no code of a currency")
    return code


def _left_out(provider, row, why, is_refusal=True):
    pair = short("/".join(filter(None, (row.base, row.quote))))
    return Doubt(f"{provider.title}: {pair} of {short(row.date)} is left out, {why}.", is_refusal)


def _twice(same):
    if same:
        return "as it stands there already"
    return "and what stands there of it before, as the two contradict each other"


def _nothing(provider, doubts):
    what = "there is not one rate in what came"
    if doubts:
        first = doubts[0].text.removeprefix(f"{provider.title}: ").removesuffix(".")
        what = f"no row of what came can be used ({first}): it may be another bank's"
    return UnreadablePayload(f"{provider.title}: {what}. {provider.advice}")


def _tell_own_currency(provider, row, doubts):
    if not provider.home:
        doubts.append(_left_out(provider, row, "as it is one currency at two values"))
        return
    raise UnreadablePayload(
        f"{provider.title}: what came has {short(row.base)} at {short(row.value)}, and that is the "
        f"currency which this bank tells all others in: it is another bank's. {provider.advice}"
    )


def _other_day(provider, records, day):
    days = {record.date for record in records}
    if day is not None and days and day not in days:
        newest = max(days)
        text = f"{provider.title} was asked for {day} and answered with rates of {newest}."
        yield Doubt(text, is_of_another_day=True)
