"""PostgreSQL's index: a slim table of its own, so that many matches cost little to look through.

A row holds what decides whether and where a story is found: its time, what it is filed under,
and its words, which lie apart. All three are in one GIN index, so that words, countries, tags
and months are intersected there and only what is left is fetched. Triggers keep it.
"""

from articles.search.postgresql.asking import find, same, similar, words_like
from articles.search.postgresql.entries import check, enable, enter, install, rebuild, tidy, wait

__all__ = [
    "check",
    "enable",
    "enter",
    "find",
    "install",
    "rebuild",
    "same",
    "similar",
    "tidy",
    "wait",
    "words_like",
]
