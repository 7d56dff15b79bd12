"""The stories written by hand: a header, a line of three hyphens, then the body in HTML."""

from functools import cache
from pathlib import Path

from newsroom.demo.grammar import months
from newsroom.demo.language import curl
from newsroom.demo.piece import Piece

# The newest of every edition, the lead story first; none of them is bound to a season.
FRONT = (
    "aktau-dredging",
    "footbridge-two-villages",
    "eagles-move-a-power-line",
    "camel-house-ceiling",
    "syr-darya-five-numbers",
    "nurek-ferry",
    "felt-master-interview",
    "tashkent-loaf-arithmetic",
    "irkeshtam-queue",
    "five-currencies-guide",
    "karakol-noodles",
    "jartepa-market-first-year",
)


@cache
def load() -> tuple[Piece, ...]:
    """Every story of this folder in the order of its file names."""
    return tuple(
        parse(path.read_text("utf-8"), path.stem)
        for path in sorted(Path(__file__).parent.glob("*.txt"))
    )


def parse(text: str, name: str) -> Piece:
    """One file; raises ValueError naming the file when the header is not complete."""
    head, mark, body = text.partition("\n---\n")
    values = dict(line.partition(": ")[::2] for line in head.strip().splitlines())
    wanted = {"headline", "summary", "section", "countries", "tags", "byline", "image"}
    if not mark or not wanted <= values.keys():
        missing = ", ".join(sorted(wanted - values.keys())) or "the line ---"
        raise ValueError(f"{name}.txt lacks {missing}")
    return Piece(
        headline=curl(values["headline"]),
        summary=curl(values["summary"]),
        body=curl(body.strip()),
        section=values["section"],
        countries=tuple(values["countries"].split()),
        tags=tuple(values["tags"].split(", ")),
        authors=tuple(values["byline"].split(" and ")),
        dateline=values.get("dateline", "").title(),
        image=values["image"],
        months=months(values.get("months", "1-12")),
        rank=FRONT.index(name) + 1 if name in FRONT else 0,
    )
