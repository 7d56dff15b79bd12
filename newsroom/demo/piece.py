"""A story before the newsroom has decided when, or whether, it runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Text and labels of one story: section by slug, authors by name, countries in ISO alpha-2."""

    headline: str
    summary: str
    body: str
    section: str
    countries: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    dateline: str = ""
    image: str | None = None
    frame: str = "written"
    months: tuple[int, ...] = ()
    rank: int = 0
