"""What a provider of rates is, and what a bank is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from urllib.parse import quote

from tickers.providers.record import Doubt, FixingRecord


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a bank.

    `day` is the one asked for, None where it is the newest or a range. `currency` is given where
    the answer is of one currency and doesn't say which. With a `body`, it is posted. `{key}` in
    `url` is where the provider's key belongs.
    """

    url: str
    day: date | None = None
    currency: str = ""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def with_key(self, key: str) -> "Request":
        return replace(self, url=self.url.replace("{key}", quote(key, safe="")))


@dataclass(frozen=True, slots=True)
class Publishing:
    """When new rates stand there: the time in the provider's zone, and `date.weekday()`s."""

    at: time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


def nowhere(day: date | None) -> list[Request]:
    """The address of what comes only as a file."""
    return []


@dataclass(frozen=True, slots=True)
class Provider:
    """A bank or a feed: where its rates are, when, and how they are read.

    `parse(payload, day=None)` returns records and doubts, or raises UnreadablePayload. `day` is
    the day that was asked for: an answer of another day is taken with its own date, and told.

    `address(day)` is what to ask for a day, and with None for the newest; it is empty where no
    address of that kind exists. `history(since, until)` asks for a range, where a bank answers
    ranges; it may answer more days than were asked for.

    `home` is the currency that the bank tells others in; `formerly` what that was before a day,
    the oldest first. `renamed` are codes that a bank writes on days before their currency was
    there, each with its first day and what is meant before it. `source` is a page for people.
    """

    name: str
    title: str
    home: str
    zone: str
    source: str
    parse: Callable[..., list[FixingRecord | Doubt]]
    address: Callable[[date | None], list[Request]] = nowhere
    history: Callable[[date, date], list[Request]] | None = None
    publishes: Publishing | None = None
    formerly: tuple[tuple[date, str], ...] = ()
    renamed: tuple[tuple[str, date, str], ...] = ()
    needs_key: bool = False

    @property
    def advice(self) -> str:
        """What to do about a payload that is not as it should be."""
        return f"Compare it with {self.source}, and try again."

    def home_on(self, day: date) -> str:
        return next((code for end, code in self.formerly if day < end), self.home)

    def meant_by(self, code: str, day: date) -> str:
        """Return the currency that the bank means by a code on a day."""
        return next((old for new, since, old in self.renamed if new == code and day < since), code)

    def between(self, since: date, until: date) -> list[Request]:
        """Ask for a range: as one where the bank has that and it takes less, else day by day."""
        days = [since + timedelta(days=passed) for passed in range((until - since).days + 1)]
        if self.history is not None:
            asked = self.history(since, until)
            if len(asked) < len(days) * len(self.address(since)):
                return asked
        return [request for day in days for request in self.address(day)]

    def answer(self, payload: bytes, request: Request) -> list[FixingRecord | Doubt]:
        """Parse what came in answer to `request`."""
        about = {"currency": request.currency} if request.currency else {}
        return self.parse(payload, request.day, **about)


def years(since: date, until: date) -> list[tuple[date, date]]:
    """Cut a range at the ends of years: banks answer so much at a time."""
    return [
        (max(since, date(year, 1, 1)), min(until, date(year, 12, 31)))
        for year in range(since.year, until.year + 1)
    ]
