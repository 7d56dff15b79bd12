"""Days on which a bank publishes nothing though it is a weekday: a rate is not stale for them.

The public holidays of each country, as its law names them. Those that are moved to a Monday are
not told here: a bank's fixing is missed a day later then, and no sooner.
"""

from datetime import date, timedelta
from functools import cache

_NEW_YEAR, _WOMEN, _LABOUR, _VICTORY = "01-01", "03-08", "05-01", "05-09"
_NOWRUZ = ("03-21", "03-22", "03-23")
_RUSSIAN_NEW_YEAR = tuple(f"01-0{day}" for day in range(1, 9))

#: Month and day of each year.
_FIXED = {
    "nbkr": (*_RUSSIAN_NEW_YEAR[:7], "02-23", _WOMEN, "03-21", "04-07", _LABOUR, "05-05", _VICTORY,
             "08-31", "11-07", "11-08", "12-31"),
    "nbk": (_NEW_YEAR, "01-02", "01-07", _WOMEN, *_NOWRUZ, _LABOUR, "05-07", _VICTORY, "07-06",
            "08-30", "10-25", "12-16"),
    "cbu": (_NEW_YEAR, "01-02", _WOMEN, "03-21", _VICTORY, "09-01", "10-01", "12-08"),
    "nbt": (_NEW_YEAR, _WOMEN, *_NOWRUZ, "03-24", _VICTORY, "06-27", "09-09", "11-06"),
    "cbt": (_NEW_YEAR, _WOMEN, "03-21", "03-22", "05-18", "09-27", "10-06", "12-12"),
    "cbr": (*_RUSSIAN_NEW_YEAR, "02-23", _WOMEN, _LABOUR, _VICTORY, "06-12", "11-04"),
    "ecb": (_NEW_YEAR, _LABOUR, "12-25", "12-26"),
    "nbu": (),  # Publishes through the war's holidays as well.
    "nbrb": (_NEW_YEAR, "01-02", "01-07", _WOMEN, _LABOUR, _VICTORY, "07-03", "11-07", "12-25"),
    "nbg": (_NEW_YEAR, "01-02", "01-07", "01-19", "03-03", _WOMEN, "04-09", _VICTORY, "05-12",
            "05-26", "08-28", "10-14", "11-23"),
    "cba": (_NEW_YEAR, "01-02", "01-06", "01-28", _WOMEN, "04-24", _LABOUR, _VICTORY, "05-28",
            "07-05", "09-21", "12-31"),
    "tcmb": (_NEW_YEAR, "04-23", _LABOUR, "05-19", "07-15", "08-30", "10-29"),
}  # fmt: skip
#: Days from Easter Sunday.
_FROM_EASTER = {"ecb": (-2, 1)}
_FROM_ORTHODOX_EASTER = {"nbg": (-2, -1, 1), "nbrb": (9,)}
#: How many days of the feasts of Ramadan's end and of sacrifice are off.
_FEASTS = {"nbkr": 1, "nbk": 1, "cbu": 3, "nbt": 1, "cbt": 3, "tcmb": 4}
_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()


def is_holiday(provider: str, day: date) -> bool:
    return day in _holidays(provider, day.year)


@cache
def _holidays(provider, year):
    found = {date.fromisoformat(f"{year}-{day}") for day in _FIXED.get(provider, ())}
    for table, easter in ((_FROM_EASTER, _easter), (_FROM_ORTHODOX_EASTER, _orthodox_easter)):
        found |= {easter(year) + timedelta(days=days) for days in table.get(provider, ())}
    if length := _FEASTS.get(provider):
        for first in (*_islamic(year, 10, 1), *_islamic(year, 12, 10)):
            # The moon is seen a day sooner or later than it is reckoned.
            found |= {first + timedelta(days=days) for days in range(-1, length + 1)}
    return frozenset(found)


def _easter(year):
    """Easter Sunday of the Gregorian calendar (Meeus)."""
    century, rest = divmod(year, 100)
    leap = century - century // 4 - (8 * century + 13) // 25
    moon = (leap + 19 * (year % 19) + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - year % 19) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - sunday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def _orthodox_easter(year):
    """Easter Sunday of the Julian calendar, by the Gregorian (Meeus)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _islamic(year, month, day):
    """The days of a Gregorian year that are this day of the tabular Islamic calendar."""
    for islamic in {int((year - 622) * 33 / 32) + step for step in (-1, 0, 1, 2)}:
        months = 29 * (month - 1) + month // 2
        ordinal = _ISLAMIC_EPOCH - 1 + day + months + (islamic - 1) * 354 + (3 + 11 * islamic) // 30
        found = date.fromordinal(ordinal)
        if found.year == year:
            yield found
