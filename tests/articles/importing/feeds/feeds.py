"""Feeds for tests, written by this project."""

import json
from io import BytesIO

from articles.importing.feeds import FEED, JSON_FEED
from articles.importing.format import Options, records
from tests.articles.importing.found import stories_of

RSS_PREFIXES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
CHANNEL = "<title>Old Site</title><link>https://old.example/</link><language>en-us</language>"


def cdata(text):
    return f"<![CDATA[{text}]]>"


def elements(**fields):
    """Elements by their names, `dc__creator` for `dc:creator`; a list is several of them."""
    return "".join(
        f"<{name.replace('__', ':')}>{value}</{name.replace('__', ':').partition(' ')[0]}>"
        for name, values in fields.items()
        if values is not None
        for value in (values if isinstance(values, list) else [values])
    )


def item(number=1, extra="", **fields):
    """One `<item>`; a field given as None is left out, `extra` is put in as it is."""
    values = {
        "title": f"Story {number}",
        "link": f"https://old.example/story-{number}/",
        "guid": f"https://old.example/story-{number}/",
        "pubDate": "Wed, 01 May 2019 06:00:00 +0000",
        "description": f"Text of story {number}.",
    }
    return f"<item>{elements(**(values | fields))}{extra}</item>\n"


def rss(*items, channel=CHANNEL, prefixes=RSS_PREFIXES, footer="</channel></rss>\n"):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0" {prefixes}>\n<channel>{channel}\n{"".join(items)}{footer}'
    )


def entry(number=1, extra="", **fields):
    """One Atom `<entry>`."""
    values = {
        "title": f"Story {number}",
        "id": f"tag:old.example,2019:{number}",
        "published": "2019-05-01T06:00:00Z",
        "updated": "2019-05-01T06:00:00Z",
        "summary": f"Text of story {number}.",
    }
    link = f'<link href="https://old.example/story-{number}/"/>'
    return f"<entry>{link}{elements(**(values | fields))}{extra}</entry>\n"


def atom(*entries, head="", attributes=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>\n<title>Old Site</title>'
        f'<link href="https://old.example/"/>{head}\n{"".join(entries)}</feed>\n'
    )


def json_feed(*items, **fields):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Old Site",
        "home_page_url": "https://old.example/",
        "items": list(items),
    }
    return json.dumps(feed | fields, ensure_ascii=False, indent=1)


def read(text, format_=FEED, written="utf-8", **options):
    """The records of a feed that is `written` in an encoding; `options` are what a person says."""
    data = text if isinstance(text, bytes) else text.encode(written)
    return list(records(format_, BytesIO(data), Options(**options)))


def read_json(text, **options):
    return read(text, JSON_FEED, **options)


def headlines(found):
    return [record.headline for record in stories_of(found)]


def story(text, format_=FEED):
    """The only story of a feed, of which nothing is doubtful."""
    (found,) = read(text, format_)
    return found
