"""WordPress's dates: twice each, in GMT and in the time of the site, or as zeros."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_NO_DATE = re.compile(r"-?0{3,4}|1970-01-01[ T]00:00:00")


def moment(gmt: str, local: str) -> tuple[datetime | None, str]:
    """Return a moment, and the text of it that is no date.

    The time in GMT is aware. Where WordPress has none (zeros), the time of the site is naive.
    """
    for text, zone in ((gmt, UTC), (local, None)):
        found, wrong = _read(text, zone)
        if found or wrong:
            return found, wrong
    return None, ""


def _read(text, zone):
    if not text or _NO_DATE.match(text):
        return None, ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None, text
    return (found if found.tzinfo else found.replace(tzinfo=zone)), ""


def mail_date(text: str) -> tuple[datetime | None, str]:
    """Return the moment that an RSS date tells, and the text when it is no date.

    `Wed, 30 Nov -0001 00:00:00 +0000` is how WordPress writes that there is none.
    """
    if not text or " -0001 " in text:
        return None, ""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None, text
    return found.replace(tzinfo=found.tzinfo or UTC), ""
