"""The way out of Newsroom: the whole site, or a part, as files that others can read.

`Archive` is what is to be exported; each format turns it into text, piece by piece, so that
a million stories take no more memory than a thousand.
"""

from articles.exporting.archive import Archive
from articles.exporting.lines import lines
from articles.exporting.part import Part
from articles.exporting.table import table
from articles.exporting.wxr import wxr

#: What `--format` takes: each is a function from an Archive to pieces of text.
FORMATS = {"jsonl": lines, "wxr": wxr, "csv": table}

__all__ = ["FORMATS", "Archive", "Part"]
