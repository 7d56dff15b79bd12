"""What is asked of the index, and what it answers: the same for both databases."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.search.words import Query

#: Exact totals end here, and so does paging.
MOST = 10_000
#: As many newest matches, and as many newest ones in a headline, are ranked.
BEST = 500
#: Facets are counted in so many newest matches.
SAMPLE = 1_000
#: Beside the kinds of listings, what a match is counted under: its year.
YEAR = 7


@dataclass(frozen=True)
class Asked:
    """Words and what else narrows a search. `filed` has (kind, keys): any of the keys.

    `query` is None when no words were asked for. `first` and `last` are moments, both included.
    """

    moment: datetime
    query: Query | None = None
    filed: tuple[tuple[int, tuple[int, ...]], ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    by_relevance: bool = False

    @property
    def is_impossible(self):
        return self.query is not None and not self.query


@dataclass(frozen=True)
class Answer:
    """One page of keys. `total` is None past MOST.

    `seen` is the number of stories that were looked into, where that was not all. `tally` counts
    (kind, key) in the newest `sampled` matches.
    """

    total: int | None = 0
    ids: list[int] = field(default_factory=list)
    tally: dict[tuple[int, int], int] = field(default_factory=dict)
    sampled: int = 0
    seen: int | None = None
