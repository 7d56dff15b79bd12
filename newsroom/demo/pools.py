"""The pools that frames draw from: pools.txt, where "@ name" opens a pool and a line is a row.

Columns are divided by "|". A pool that depends on the country has its code in the first column.
"""

from functools import cache
from pathlib import Path

Row = tuple[str, ...]


@cache
def load() -> dict[str, tuple[Row, ...]]:
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    pools = {}
    for block in text.split("\n@ ")[1:]:
        name, *lines = block.strip().splitlines()
        pools[name] = tuple(tuple(line.split(" | ")) for line in lines)
    return pools


def rows(name: str) -> tuple[Row, ...]:
    return load()[name]


def rows_of(name: str, country: str) -> tuple[Row, ...]:
    """The rows of one country (ISO alpha-2), without its code."""
    return tuple(row[1:] for row in load()[name] if row[0] == country)
