"""Web pages and web archives for tests, written by this project."""

import json
from io import BytesIO

from articles.importing.format import Options, records
from articles.importing.pages.page import PAGE
from articles.importing.record import ArticleRecord, Problem, Skipped

ADDRESS = "https://old.example/2004/03/second-line.html"
HEADLINE = "Almaty Opens a Second Tram Line"
PARAGRAPHS = (
    "The decision was announced on Tuesday by the ministry in charge, after months of talks with "
    "local councils, engineers and the people who live along the route.\n"
    "Work begins in spring, the ministry said, and will be paid for from the budget of the city "
    "and by two banks, one of which has lent money to the trams before.\n"
    "“We have waited eleven years for this,” said a teacher who takes the bus each morning, and "
    "who hopes that she will sleep half an hour longer from next autumn."
).split("\n")
TEASERS = (
    "Tajik Farmers Turn to Drip Irrigation",
    "Uzbekistan Cuts Waiting Times at the Border",
    "Kyrgyz Parliament Debates New Rules for Guides",
    "Ashgabat Hosts Talks on a Weather Service",
    "Kazakhstan Plans to Move Its Grain by Rail",
    "Osh Market Reopens After the Fire",
)


def text_of(paragraphs=PARAGRAPHS):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def web_page(
    *,
    head="",
    above="",
    body=None,
    below="",
    title=f"{HEADLINE} - The Old Paper",
    attributes="",
    classes="",
):
    """A page of a paper: its menu, a headline, a text, what stands beside it."""
    if body is None:
        body = f"<article><h1>{HEADLINE}</h1>{above}{text_of()}</article>"
    return (
        f'<!DOCTYPE html><html {attributes}><head><meta charset="utf-8"><title>{title}</title>'
        f'{head}</head><body class="{classes}"><header><a href="/">The Old Paper</a><nav><ul>'
        '<li><a href="/kz/">Kazakhstan</a></li><li><a href="/kg/">Kyrgyzstan</a></li></ul></nav>'
        "</header>"
        f"{body}{below}<footer>© 2004 The Old Paper. All rights reserved.</footer></body></html>"
    )


def linked(data, **more):
    """JSON-LD of a story, or of what `data` is."""
    if isinstance(data, dict):
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": HEADLINE,
        } | data
    return (
        f'<script type="application/ld+json">{json.dumps(data | more if more else data)}</script>'
    )


def metas(**said):
    """<meta> elements; `og__title` is og:title, `dc_date_issued` dc.date.issued."""
    return "".join(
        f'<meta {"property" if "__" in name else "name"}="{_name(name)}" content="{content}">'
        for name, content in said.items()
    )


def _name(name):
    return name.replace("__", ":") if "__" in name else name.replace("_", ".")


def read_page(page, encoding="utf-8", options=None):
    data = page if isinstance(page, bytes) else page.encode(encoding)
    return list(records(PAGE, BytesIO(data), options or Options()))


def story_of(page, **more):
    """The one story of a page."""
    (story,) = [found for found in read_page(page, **more) if isinstance(found, ArticleRecord)]
    return story


def kinds_of(page):
    return [found.kind for found in read_page(page) if isinstance(found, Skipped)]


def doubts_of(page):
    return [found for found in read_page(page) if isinstance(found, Problem)]


# Web archives


def record(kind, content=b"", *, address="", date="2017-03-06T04:03:53Z", media="", **headers):
    """One record of a WARC file; `length` overrides what it says of its length."""
    length = headers.pop("length", len(content))
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"Content-Length: {length}"]
    lines += [f"WARC-Target-URI: {address}"] if address else []
    lines += [f"WARC-Date: {date}"] if date else []
    lines += [f"Content-Type: {media}"] if media else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def response(
    body, address=ADDRESS, *, status="200 OK", media="text/html; charset=utf-8", http=(), **more
):
    """A page, or something else, as a server sent it."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *http]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return record(
        "response", head + body, address=address, media="application/http; msgtype=response", **more
    )
