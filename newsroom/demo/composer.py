"""Composes believable stories from the frames: the same seed and moments give the same text."""

from collections import Counter, deque
from datetime import datetime
from random import Random

from newsroom.demo import cast, frames, grammar
from newsroom.demo.grammar import Frame
from newsroom.demo.language import polish, prose
from newsroom.demo.piece import Piece
from newsroom.demo.places import COUNTRIES, WEIGHTS
from newsroom.demo.scene import Scene

APART = 9  # stories between two of one frame, so that a page of six never shows a pair
PICTURE_APART = 12
SUMMARY = range(60, 221)  # characters
SHORTEST = 150


class Composer:
    """Remembers what it has told, so that neighbours differ and no headline comes twice."""

    def __init__(self, seed: int, headlines: set[str]) -> None:
        self.rng = Random(seed)  # noqa: S311 - stories, not secrets
        self.headlines = set(headlines)
        self.recent: deque[str] = deque(maxlen=APART)
        self.pictures: deque[str] = deque(maxlen=PICTURE_APART)
        self.told: Counter[str] = Counter()
        self.places: dict[str, deque[str]] = {}

    def compose(self, when: datetime) -> Piece:
        """One story for a moment; its month decides which frames may be told."""
        frame = self.choose(when.month)
        self.recent.append(frame.name)
        self.told[frame.name] += 1
        for attempt in range(60):
            piece = self.attempt(frame, when, attempt)
            if piece:
                self.headlines.add(piece.headline)
                return piece
        raise ValueError(
            f"frame {frame.name} has run out of headlines; add lines to {frame.room}.txt"
        )

    def choose(self, month: int) -> Frame:
        """The frame told least for the months that it fits, among those not told just now."""
        open_frames = [
            frame
            for frame in grammar.load()
            if month in frame.months and frame.name not in self.recent
        ]
        return min(
            open_frames,
            key=lambda frame: (
                round(self.told[frame.name] * 12 / len(frame.months) / 2),
                self.rng.random(),
            ),
        )

    def attempt(self, frame: Frame, when: datetime, attempt: int) -> Piece | None:
        """None when the place was told of lately or the headline is taken or too long."""
        weights = [WEIGHTS[code] for code in frame.countries]
        country = COUNTRIES[self.rng.choices(frame.countries, weights)[0]]
        scene = Scene(self.rng, country, when)
        facts = frames.facts(frame, scene)
        lines = frame.lines("headline")
        headline = polish(self.fill(lines[(self.told[frame.name] + attempt) % len(lines)], facts))
        summary = prose(self.fill(self.rng.choice(frame.lines("summary")), facts))
        place = str(facts.get("_place", scene.city.name))
        told_places = self.places.setdefault(frame.name, deque(maxlen=3))
        is_stale = place in told_places and attempt < 30
        if is_stale or headline in self.headlines or len(headline) > 110:
            return None
        if len(summary) not in SUMMARY:
            return None
        told_places.append(place)
        return Piece(
            headline=headline,
            summary=summary,
            body=self.body(frame, facts),
            section=frame.section,
            countries=tuple(dict.fromkeys((country.code, *facts.get("_countries", ())))),
            tags=self.tags(frame),
            authors=self.byline(frame, country.code),
            dateline=scene.city.name,
            image=self.picture(frame),
            frame=frame.name,
        )

    def body(self, frame: Frame, facts: dict[str, object]) -> str:
        """Short of SHORTEST words the optional paragraphs are needed after all."""
        body = grammar.body(frame, facts, self.rng)
        if len(body.split()) < SHORTEST:
            body = grammar.body(frame, facts, self.rng, kept=1)
        return body

    def fill(self, line: str, facts: dict[str, object]) -> str:
        return grammar.fill(line, facts, self.rng)

    def tags(self, frame: Frame) -> tuple[str, ...]:
        """The frame's first tag and one to three of the others."""
        first, *others = frame.tags
        count = min(self.rng.randint(1, 3), len(others))
        return (first, *self.rng.sample(others, count))

    def byline(self, frame: Frame, code: str) -> tuple[str, ...]:
        """Who would write it: the beat first, then the country; one in ten has two names."""
        if frame.house and self.rng.random() < 0.7:
            return (cast.HOUSE_NAME,)
        reporters = [author for author in cast.AUTHORS if author.sections]
        weights = [
            1
            + 9 * (frame.section in author.sections)
            + 5 * (code in author.countries)
            + 25 * (frame.section in author.sections and code in author.countries)
            for author in reporters
        ]
        first, second = self.rng.choices(reporters, weights, k=2)
        is_shared = self.rng.random() < 0.1 and first != second
        return (first.name, second.name) if is_shared else (first.name,)

    def picture(self, frame: Frame) -> str | None:
        """A picture of the frame's own that has not just been used, or none."""
        fresh = [key for key in frame.images if key not in self.pictures]
        if not fresh or self.rng.random() < 0.14:
            return None
        key = self.rng.choice(fresh)
        self.pictures.append(key)
        return key
