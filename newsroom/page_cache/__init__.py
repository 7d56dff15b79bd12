"""Whole pages, kept for readers without a session and dropped when a story on them changes.

`pages` is what is kept, `watch` how a process learns that it is old, `turns` that one request
renders while others wait, `middleware` joins them.
"""

from newsroom.page_cache.middleware import PageCacheMiddleware

__all__ = ["PageCacheMiddleware"]
