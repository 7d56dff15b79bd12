"""Search: what readers type becomes matches, whichever of the two databases there is."""

from articles.search.answer import MOST, Asked
from articles.search.index import check, entered_once, install, keep_index, rebuild, tidy
from articles.search.matches import Matches
from articles.search.words import MAX_LENGTH, MAX_TERMS, parse

__all__ = [
    "MAX_LENGTH",
    "MAX_TERMS",
    "MOST",
    "Asked",
    "Matches",
    "check",
    "entered_once",
    "install",
    "keep_index",
    "parse",
    "rebuild",
    "tidy",
]
