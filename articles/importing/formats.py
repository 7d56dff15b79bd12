"""The formats that are known, in the order in which a file is offered to them."""

from functools import cache
from importlib import import_module

#: The special before the general: a WordPress export is RSS, a ninjs item is JSON.
_PLACES = (
    "newsroom_lines.NEWSROOM_LINES",
    "wordpress.wxr.WXR",
    "wordpress.rest.REST",
    "feeds.xml_feed.FEED",
    "feeds.json_feed.JSON_FEED",
    "agency.newsml_g2.NEWSML_G2",
    "agency.newsml_1.NEWSML_1",
    "agency.nitf.NITF",
    "agency.ninjs.NINJS",
    "tabular.ghost.GHOST",
    "tabular.joomla.JOOMLA",
    "tabular.xlsx.XLSX",
    "pages.warc.WARC",
    "pages.page.PAGE",
    "tabular.json.JSON",
    "pages.listing.LISTING",
    "tabular.csv.CSV",
)


@cache
def all_formats():
    """Return the formats. Imported when asked for: their libraries take a second to load."""
    return tuple(map(_imported, _PLACES))


def _imported(place):
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"articles.importing.{module}"), name)


def named(name):
    return {format_.name: format_ for format_ in all_formats()}[name]
