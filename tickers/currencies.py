"""Names of currencies, and which became which: redenominations, and what joined the euro.

Codes as banks publish them, dead ones included. The days are the first of the new currency, as
ISO 4217's list of historic codes and the central banks' own announcements have them; the factors
for the euro are the Council's conversion rates.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Succession:
    """From `day` on, `factor` units of a dead currency are one unit of `successor`.

    `joins` says that another state's currency, or a common one, took its place: the history of
    the successor is not that of the dead one.
    """

    successor: str
    factor: Decimal
    day: date
    joins: bool = False


def _became(successor, factor, year, month, day, joins=False):
    return Succession(successor, Decimal(factor), date(year, month, day), joins)


def _joined_euro(factor, year):
    return _became("EUR", factor, year, 1, 1, joins=True)


SUCCESSIONS = {
    # The states that were in the Soviet Union.
    "AZM": _became("AZN", "5000", 2006, 1, 1),
    "BYB": _became("BYR", "1000", 2000, 1, 1),
    "BYR": _became("BYN", "10000", 2016, 7, 1),
    "GEK": _became("GEL", "1000000", 1995, 10, 2),
    # The code changed later than the rouble: RUR since is only another name.
    "RUR": _became("RUB", "1000", 1998, 1, 1),
    "TJR": _became("TJS", "1000", 2000, 10, 30),
    "TMM": _became("TMT", "5000", 2009, 1, 1),
    "UAK": _became("UAH", "100000", 1996, 9, 2),
    # Others that struck noughts.
    "AFA": _became("AFN", "1000", 2002, 10, 7),
    "BGL": _became("BGN", "1000", 1999, 7, 5),
    "BRR": _became("BRL", "2750", 1994, 7, 1),
    "CSD": _became("RSD", "1", 2006, 10, 25),
    "GHC": _became("GHS", "10000", 2007, 7, 1),
    "MRO": _became("MRU", "10", 2018, 1, 1),
    "MXP": _became("MXN", "1000", 1993, 1, 1),
    "MZM": _became("MZN", "1000", 2006, 7, 1),
    "PLZ": _became("PLN", "10000", 1995, 1, 1),
    "ROL": _became("RON", "10000", 2005, 7, 1),
    "SDD": _became("SDG", "100", 2007, 1, 10),
    "SLL": _became("SLE", "1000", 2022, 7, 1),
    "STD": _became("STN", "1000", 2018, 1, 1),
    "TRL": _became("TRY", "1000000", 2005, 1, 1),
    "VEB": _became("VEF", "1000", 2008, 1, 1),
    "VEF": _became("VES", "100000", 2018, 8, 20),
    "VES": _became("VED", "1000000", 2021, 10, 1),
    "ZMK": _became("ZMW", "1000", 2013, 1, 1),
    "ZWD": _became("ZWN", "1000", 2006, 8, 1),
    "ZWN": _became("ZWR", "10000000000", 2008, 8, 1),
    "ZWR": _became("ZWL", "1000000000000", 2009, 2, 2),
    "ZWL": _became("ZWG", "2498.7242", 2024, 4, 5),
    # What the euro took the place of.
    "ATS": _joined_euro("13.7603", 1999),
    "BEF": _joined_euro("40.3399", 1999),
    "DEM": _joined_euro("1.95583", 1999),
    "ESP": _joined_euro("166.386", 1999),
    "FIM": _joined_euro("5.94573", 1999),
    "FRF": _joined_euro("6.55957", 1999),
    "IEP": _joined_euro("0.787564", 1999),
    "ITL": _joined_euro("1936.27", 1999),
    "LUF": _joined_euro("40.3399", 1999),
    "NLG": _joined_euro("2.20371", 1999),
    "PTE": _joined_euro("200.482", 1999),
    "XEU": _joined_euro("1", 1999),
    "GRD": _joined_euro("340.750", 2001),
    "SIT": _joined_euro("239.640", 2007),
    "CYP": _joined_euro("0.585274", 2008),
    "MTL": _joined_euro("0.429300", 2008),
    "SKK": _joined_euro("30.1260", 2009),
    "EEK": _joined_euro("15.6466", 2011),
    "LVL": _joined_euro("0.702804", 2014),
    "LTL": _joined_euro("3.45280", 2015),
    "HRK": _joined_euro("7.53450", 2023),
    "BGN": _joined_euro("1.95583", 2026),
}
#: Codes that market feeds have, and ISO 4217 has not.
NOT_ISO = {
    "BTC": "Bitcoin",
    "GGP": "Guernsey Pound",
    "IMP": "Manx Pound",
    "JEP": "Jersey Pound",
}
#: A dead code that goes on as another name of its successor, one for one.
OTHER_NAMES = {"RUR": "RUB"}


@dataclass(frozen=True, slots=True)
class Form:
    """A code under which a currency was published before `until`, or still is when that is None;
    `factor` of its units are one of the currency's."""

    code: str
    factor: Decimal = Decimal(1)
    until: date | None = None
    since: date | None = None


def forms(code: str) -> list[Form]:
    """Return the codes that a currency has had, the present one first.

    >>> [(form.code, form.factor) for form in forms("BYN")]
    [('BYN', Decimal('1')), ('BYR', Decimal('10000')), ('BYB', Decimal('10000000'))]
    """
    found = [Form(code)]
    factor, later, until = Decimal(1), code, None
    while dead := _PREDECESSORS.get(later):
        step = SUCCESSIONS[dead]
        if dead in OTHER_NAMES:
            found.append(Form(dead, factor, until, since=step.day))
        factor, later, until = factor * step.factor, dead, step.day
        found.append(Form(dead, factor, until))
    return found


def converted(value: Decimal, code: str, day: date) -> tuple[Decimal, str]:
    """Return an amount of a currency in what people pay with on `day`, and its code.

    >>> converted(Decimal(50000), "BYR", date(2016, 7, 1))
    (Decimal('5'), 'BYN')
    """
    while (step := SUCCESSIONS.get(code)) and step.day <= day:
        value, code = value / step.factor, step.successor
    return value, code


def name_of(code: str) -> str:
    """Return the English name of a currency, alive or dead; the code when nobody knows it."""
    # Slow to import, and needed only when a currency is made.
    from babel import Locale

    return NOT_ISO.get(code) or Locale("en", "GB").currencies.get(code, code)[:80]


def is_known(code: str) -> bool:
    """Whether ISO 4217 has a code, or had it before it was dead, or every market feed has it."""
    return code in SUCCESSIONS or code in _PREDECESSORS or name_of(code) != code


_PREDECESSORS = {step.successor: dead for dead, step in SUCCESSIONS.items() if not step.joins}
