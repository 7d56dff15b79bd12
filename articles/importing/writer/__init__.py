"""Turns records into rows: the only part of importing that touches the database.

Batches, one transaction each, keyed by source and external id. A second run over the same
records writes nothing; what an editor changed since stays.
"""

from articles.importing.writer.writer import Writer

__all__ = ["Writer"]
