"""Feeds: RSS, Atom and CDF through feedparser, JSON Feed through json."""

from articles.importing.feeds.json_feed import JSON_FEED
from articles.importing.feeds.xml_feed import FEED

__all__ = ["FEED", "JSON_FEED"]
