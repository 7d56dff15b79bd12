"""The log of queries that Django keeps with DEBUG on: the last 9,000, with all their values."""

from collections import deque
from contextlib import contextmanager

from django.db import connection


@contextmanager
def no_query_log():
    """Keep none within the block: here each is as long as a batch of stories."""
    before, connection.queries_log = connection.queries_log, deque(maxlen=0)
    try:
        yield
    finally:
        connection.queries_log = before
