"""The demo edition: which story runs when, as seen from one moment."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from math import exp
from random import Random

from newsroom.demo import stories
from newsroom.demo.composer import Composer
from newsroom.demo.piece import Piece

PUBLISHED = 1060
DRAFTS = 14
IN_REVIEW = 9
DAYS = 4 * 365
SEED = 1847
WEEKDAYS = (1.0, 1.05, 1.05, 1.0, 0.95, 0.35, 0.25)  # Monday first
OPENING, CLOSING = 6 * 3600, 22 * 3600  # seconds of the local day
FEATURED = 6
WITHDRAWN = (
    "Withdrawn: the figures belonged to an earlier season. A corrected report is being prepared.",
    "Withdrawn by the editor: the account could not be confirmed by a second source.",
)


@dataclass(frozen=True)
class DemoStory:
    """One story as the command writes it; `authors` in byline order, `image` a picture's key."""

    external_id: str
    headline: str
    summary: str
    body: str
    section: str
    countries: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    dateline: str
    image: str | None
    status: str
    published_at: datetime | None
    withdrawn_reason: str = ""
    is_featured: bool = False
    frame: str = "written"


def edition(now: datetime) -> Iterator[DemoStory]:
    """The whole newsroom at `now`, oldest story first, then withdrawn, scheduled, review, drafts.

    `now` is aware, in the site's own zone: the hours 06:00 to 22:00 are meant there.
    """
    rng = Random(SEED)  # noqa: S311 - stories, not secrets
    moments = publishing_times(now, rng)
    written = place_written(moments, rng)
    composer = Composer(SEED, {piece.headline for piece in stories.load()})
    pieces = [written.get(at) or composer.compose(at) for at in moments]
    for number, (at, piece) in enumerate(zip(moments, pieces, strict=True), 1):
        is_featured = 0 < piece.rank <= FEATURED
        yield story(number, piece, "published", at, is_featured=is_featured)
    for number, desk in enumerate(desk_work(now, composer, moments), PUBLISHED + 1):
        yield story(number, *desk)


def story(
    number: int,
    piece: Piece,
    status: str,
    at: datetime | None,
    withdrawn_reason: str = "",
    is_featured: bool = False,
) -> DemoStory:
    shared = {field.name for field in fields(DemoStory)} & {field.name for field in fields(Piece)}
    return DemoStory(
        external_id=f"demo-{number:04}",
        status=status,
        published_at=at,
        withdrawn_reason=withdrawn_reason,
        is_featured=is_featured,
        **{name: getattr(piece, name) for name in shared},
    )


def desk_work(
    now: datetime, composer: Composer, moments: list[datetime]
) -> Iterator[tuple[Piece, str, datetime | None, str]]:
    """What readers do not see: two withdrawn, one scheduled, some in review, some drafts."""
    for reason, at in zip(WITHDRAWN, (moments[-40], moments[-300]), strict=True):
        at += timedelta(minutes=7, seconds=13)
        yield composer.compose(at), "withdrawn", at, reason
    later = (now + timedelta(days=60)).replace(microsecond=0)
    yield composer.compose(later), "scheduled", later, ""
    for status, count in (("review", IN_REVIEW), ("draft", DRAFTS)):
        for _ in range(count):
            yield composer.compose(now), status, None, ""


def publishing_times(now: datetime, rng: Random) -> list[datetime]:
    """1,060 different seconds before `now`, oldest first, denser towards the present."""
    days = [now.date() - timedelta(days=age) for age in range(1, DAYS)]
    weights = [
        WEEKDAYS[day.weekday()] * (0.55 + 6 * exp(-age / 12) + 0.5 * exp(-age / 400))
        for age, day in enumerate(days, 1)
    ]
    times = set(latest_times(now, rng))
    while len(times) < PUBLISHED:
        day = rng.choices(days, weights)[0]
        times.add(local(day, second_of_day(rng), now))
    return sorted(times)


def latest_times(now: datetime, rng: Random) -> Iterator[datetime]:
    """The newest handful: the last working hours before `now`, today's or yesterday's."""
    at = now.replace(microsecond=0) - timedelta(minutes=rng.randint(18, 35))
    for _ in range(7):
        second = at.hour * 3600 + at.minute * 60 + at.second
        if not OPENING <= second < CLOSING:
            day = at.date() - timedelta(days=second < OPENING)
            at = local(day, CLOSING - rng.randint(60, 1800), now)
        yield at
        at -= timedelta(seconds=rng.randint(1900, 5200))


def second_of_day(rng: Random) -> int:
    """Most stories go out in the morning and after lunch."""
    return min(OPENING + int(rng.triangular(0, CLOSING - OPENING, 4.5 * 3600)), CLOSING - 1)


def local(day: object, second: int, now: datetime) -> datetime:
    minutes, seconds = divmod(second, 60)
    clock = time(minutes // 60, minutes % 60, seconds)
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


def place_written(moments: list[datetime], rng: Random) -> dict[datetime, Piece]:
    """Ranked stories are the newest, so that the front page shows them; the rest spread out."""
    ranked = sorted((piece for piece in stories.load() if piece.rank), key=lambda piece: piece.rank)
    placed = dict(zip(reversed(moments), ranked, strict=False))
    for piece in stories.load():
        if piece.rank:
            continue
        fitting = [
            at
            for at in moments[: -len(ranked) - 20]
            if at.month in piece.months and at not in placed
        ]
        placed[rng.choice(fitting)] = piece
    return placed
