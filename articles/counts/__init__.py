"""Lines and day counts of listings: the triggers that keep them, and the recount that checks them.

The vendor is asked in this room, since each database has triggers of its own dialect.
"""

from articles.counts.recount import KEPT, Drift, check, recount
from articles.counts.triggers import install, keep_counts, listed_once

__all__ = ["KEPT", "Drift", "check", "install", "keep_counts", "listed_once", "recount"]
