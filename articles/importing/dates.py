"""Dates as people write them: on a line of their own (`17 December 2025`, `17.12.2025`), and in
the cells of a table, with their time and zone."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

_ENGLISH = "january february march april may june july august september october november december"
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTHS = {
    name: number
    for names in (_ENGLISH, _RUSSIAN)
    for number, name in enumerate(names.split(), start=1)
}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items() if number != 5} | {"sept": 9}

_WEEKDAY = r"(?:[^\W\d]{3,12}\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})"
_NAME = r"(?P<month>[^\W\d]{3,10})"
_NUMBER = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?:\s*г\.?)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:st|nd|rd|th)?\s+{_NAME}\.?,?\s+{_YEAR}",
        rf"{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}\.\s?{_NUMBER}\.\s?{_YEAR}",
        rf"{_DAY}/{_NUMBER}/{_YEAR}",
        rf"{_YEAR}-{_NUMBER}-{_DAY}",
    )
)


def written_date(line: str) -> date | None:
    """Return the date that `line` consists of, or None when it is something else.

    Raises ValueError, with a sentence, for a date that no calendar has and for one like
    12/07/2025, which means two days in two countries.
    """
    line = " ".join(line.split())
    for form in _FORMS:
        match = form.fullmatch(line)
        month = match and _month(match["month"])
        if month is not None:
            return _checked(line, int(match["year"]), month, int(match["day"]))
    return None


def _month(name):
    return int(name) if name.isdigit() else _MONTHS.get(name.casefold())


def _checked(line, year, month, day):
    if "/" in line and day <= 12 and month <= 12 and day != month:
        raise ValueError(f"“{line}” means different days in different countries")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"“{line}” is not a day of the calendar") from error


# Moments: the dates in cells

_SHORT = 3
_OTHER_MONTHS = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "yanvar fevral mart aprel may iyun iyul avgust sentyabr oktyabr noyabr dekabr",
    "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "wet": 0, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "uzt": 5, "tjt": 5, "tmt": 5, "kgt": 6,
}  # fmt: skip
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?!\w))?(?P<zone>\s*(?:(?:utc|gmt)?\s?(?P<sign>[+-])"
    r"(?P<ahead>\d{2}):?(?P<minutes>\d{2})?(?!\d)|[a-zмск]{1,4}(?!\w)))?",
    re.IGNORECASE,
)
# `fromisoformat` takes more than that, and understands it in ways of its own.
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
    r"|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?"
)
_DOTTED_TIME = re.compile(r"(?<=[\dг.,] )(\d{1,2})[.hч](\d{2})(?![\d.])")
_LONGEST_MOMENT = 100
_NUMBER_ALONE = re.compile(r"\d+(?:\.0)?")
_DIGITS = re.compile(r"\d{9,11}|\d{12,14}|\d{15,17}")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# `20170418 12:30`
_COMPACT_DAY = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)[ T](?=\d{1,2}:\d\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
# What may stand beside a date: the day of the week, and the words before a time.
_WORDS = re.compile(r"(?<!\w)(?:at|um|uhr|à|a las|в|de|del|of|the|год[а]?|г|ж)(?!\w)\.?", re.I)
# `2019-жыл, 31-декабрь` and `2019-yil 31-dekabr`.
_YEAR_WORD = re.compile(r"(?<=\d{4})[-\s]?(?:жылы?|жылғы|й(?:ил|или)|yili?)(?!\w)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})-(?=[^\W\d]{3,}(?!-))")
_WEEKDAY_FIRST = re.compile(r"[^\W\d]{2,12}\.?,?\s+(?=\d)")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
_NAMED = (
    re.compile(
        r"(?:[^\W\d]+ )?(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)? (?P<name>[^\W\d]+) (?P<year>\d{4})"
    ),
    re.compile(
        r"(?:[^\W\d]+ )?(?P<name>[^\W\d]+) (?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<year>\d{4})"
    ),
    re.compile(r"(?P<year>\d{4}) (?P<name>[^\W\d]+) (?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4}) (?P<day>\d{1,2}) (?P<name>[^\W\d]+)"),
    re.compile(r"(?P<day>\d{1,2})-(?P<name>[^\W\d]+)-(?P<year>\d{4}|\d{2})"),
)
# Of two digits, years from 70 on are of the last century: the web is younger.
_PIVOT = 70


def _folded(name):
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


_ALL_MONTHS = {_folded(name): number for name, number in _MONTHS.items()} | {
    _folded(name): number
    for names in _OTHER_MONTHS
    for number, name in enumerate(_folded(names).split(), start=1)
}


def moment(text: str, month_first: bool | None = None) -> datetime | None:
    """Return the moment that a cell tells, None for an empty one; naive where it has no zone.

    `month_first` says how to read 12/07/2025, where that is known. A number is one of Unix's
    seconds, or of their thousandths or millionths. Raises ValueError, with a sentence, for what
    is no date, no day of the calendar, or two days in two countries.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if len(text) > _LONGEST_MOMENT:
        raise ValueError(f"“{text[:60]}…” is not a date")
    if _NUMBER_ALONE.fullmatch(text):
        return _from_digits(text.removesuffix(".0"))
    if _ISO.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    return _written_moment(text, month_first)


def month_comes_first(text: str) -> bool | None:
    """Whether the month stands before the day in 12/31/2025: None where nothing tells."""
    match = _YEAR_LAST.match(without_weekday(text))
    if not match or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if first <= 12 < second <= 31:
        return True
    return False if second <= 12 < first <= 31 else None


def without_weekday(text: str) -> str:
    """Return `Thu, 03/05/2020` without its first word."""
    return _WEEKDAY_FIRST.sub("", text.strip())


def _from_digits(digits):
    if compact := _COMPACT.fullmatch(digits) if len(digits) in (8, 12, 14) else None:
        year = int(compact[1])
        if 1900 <= year <= 2100:
            return _moment_of(digits, *(int(part or 0) for part in compact.groups()))
    if not _DIGITS.fullmatch(digits):
        raise ValueError(f"“{digits}” is not a date")
    exponent = 0 if len(digits) < 12 else 3 if len(digits) < 15 else 6
    microseconds = int(digits) * 10 ** (6 - exponent)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def _written_moment(text, month_first):
    rest = _COMPACT_DAY.sub(r"\1-\2-\3 ", text)
    rest = re.sub(r"(?<=\d)[Tt](?=\d)", " ", _REMARK.sub(" ", rest))
    rest = _DOTTED_TIME.sub(r"\1:\2", " ".join(_WORDS.sub(" ", rest).split()))
    time = _TIME.search(rest)
    if time:
        rest = f"{rest[: time.start()]} {rest[time.end() :]}"
    rest = _DAY_OF_MONTH.sub(r"\1 ", _YEAR_WORD.sub(" ", rest))
    # Drupal parts the day from the time by a dash.
    rest = " ".join(rest.replace(",", " ").split()).strip(" .-–")
    day = _day_of(text, _folded(rest), month_first)
    return _with_time(text, day, time) if time else day


def _day_of(text, rest, month_first):
    if match := _YEAR_FIRST.fullmatch(rest):
        return _moment_of(text, int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(rest.rpartition(" ")[2] if rest[:1].isalpha() else rest):
        first, second = int(match[1]), int(match[3])
        if match[2] == ".":
            month_first = False
        elif month_first is None:
            month_first = _by_weekday(rest, _full_year(match[4]), first, second)
        day, month = _in_order(text, first, second, month_first)
        return _moment_of(text, _full_year(match[4]), month, day)
    for form in _NAMED:
        match = form.fullmatch(re.sub(r"(?<=\w)\.(?=\s|$|-)", "", rest))
        month = match and _month_named(match["name"])
        if month:
            return _moment_of(text, _full_year(match["year"]), month, int(match["day"]))
    raise ValueError(f"“{text}” is not a date")


def _by_weekday(rest, year, first, second):
    """Whether the month stands first in `tue 03/02/2020`: None where both days, or neither, are
    of that name."""
    name = rest.partition(" ")[0][:3]
    if name not in _WEEKDAYS or max(first, second) > 12:
        return None
    is_day = [
        date(year, month, day).weekday() == _WEEKDAYS.index(name)
        for month, day in ((first, second), (second, first))
    ]
    return is_day[0] if is_day[0] != is_day[1] else None


def _in_order(text, first, second, month_first):
    """The day and the month of two numbers."""
    if second > 12 or month_first and first <= 12:
        return second, first
    if first > 12 or first == second or month_first is False:
        return first, second
    raise ValueError(f"“{text}” means different days in different countries")


def _month_named(name):
    """The number of a month by its name, or by a beginning of it that no other month has."""
    if name in _ALL_MONTHS or len(name) < _SHORT:
        return _ALL_MONTHS.get(name)
    numbers = {number for month, number in _ALL_MONTHS.items() if month.startswith(name)}
    return numbers.pop() if len(numbers) == 1 else None


def _full_year(digits):
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= _PIVOT else 2000)


def _moment_of(text, *parts):
    try:
        return datetime(*parts)
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day of the calendar") from error


def _with_time(text, day, time):
    name = (time["zone"] or "").strip().lower()
    if name and not time["sign"] and name not in _ZONES:
        raise ValueError(f"“{text}” is in a zone that is not known")
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    part = int((time["part"] or "0").ljust(6, "0")[:6])
    try:
        return day.replace(
            hour=hour,
            minute=int(time["minute"]),
            second=int(time["second"] or 0),
            microsecond=part,
            tzinfo=_zone(time, name),
        )
    except ValueError as error:
        raise ValueError(f"“{text}” has a time that no clock shows") from error


def _zone(time, name):
    if time["sign"]:
        ahead = timedelta(hours=int(time["ahead"]), minutes=int(time["minutes"] or 0))
        return timezone(-ahead if time["sign"] == "-" else ahead)
    hours = _ZONES.get(name)
    return None if hours is None else timezone(timedelta(hours=hours)) if hours else UTC
