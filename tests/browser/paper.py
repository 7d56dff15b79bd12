"""A small newspaper for the browser: every kind of public page, with something on it."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Article
from tests.factories import (
    make_article,
    make_author,
    make_fixing,
    make_image,
    make_picture,
    make_section,
    make_tag,
    make_ticker,
)

RATES = {"KGS": "87.41", "KZT": "515.2", "TJS": "9.203", "UZS": "12298.5", "TMT": "3.5"}
BODY = """
<p>A first paragraph with <a href="/articles/">a link</a>.</p><h2>A heading</h2>
<blockquote><p>A quotation.</p></blockquote><ul><li>A point</li></ul>
<table><tbody><tr><th>Reservoir of the upper valley</th><th>Inflow, billion m³</th>
<th>Release in summer</th><th>Release in winter</th></tr>
<tr><td>871.2</td><td>868.0</td><td>876.5</td><td>877.1</td></tr></tbody></table>
<p>https://example.org/an/address/without/an/end/that/someone/pasted/into/the/text</p>
"""
#: Every kind of public page that answers 200, by what it is.
PAGES = {
    "home": "/",
    "listing": "/articles/",
    "listing, page 3": "/articles/?page=3",
    "listing, filtered": "/articles/?country=kazakhstan&section=water",
    "listing, nothing found": "/articles/?section=water&to=1999-01-01",
    "story": "/articles/dam/",
    "country": "/country/kazakhstan/",
    "section": "/section/water/",
    "tag": "/tag/rivers/",
    "author": "/author/aida-bekova/",
    "archive": "/archive/",
    "markets": "/markets/",
    "pair": "/markets/usd-kgs/",
    "pair, one month of an inverse": "/markets/uzs-usd/?range=1m",
    "converter": "/markets/convert/?amount=12,5&from=USD&to=KGS",
    "search": "/search/",
    "search results": "/search/?q=dam",
    "documentation of the API": "/api/docs",
}
#: Pages that say no, with their status.
REFUSALS = {
    "listing, invalid": ("/articles/?country=xx&tag=nope&from=2025", 400),
    "listing, no such day": ("/country/kazakhstan/?date=2026-02-31", 400),
    "gone": ("/articles/withdrawn/", 410),
    "markets, no such order": ("/markets/?order=size", 400),
    "pair, before its first day": ("/markets/usd-kgs/?date=1999-12-31", 404),
    "converter, invalid": ("/markets/convert/?amount=abc&from=USD&to=KGS&date=never", 400),
    "not found": ("/no-such-page/", 404),
}


def print_paper(stories=52):
    """Write a story with everything, a withdrawn one, the rates, and `stories` more."""
    section = make_section("Water", description="Rivers and canals.")
    tag = make_tag("Rivers")
    author = make_author("Aida Bekova", role="Reporter, Osh", description="Writes from Osh.")
    make_article(
        headline="A dam is a promise that is made of concrete and kept in winter",
        slug="dam",
        summary="What was agreed, and what flows.",
        body=BODY,
        dateline="OSH",
        section=section,
        lead_image=make_image(file=make_picture(400, 300), caption="The dam.", credit="A. B."),
        authors=[author, make_author("Timur Sadykov")],
        countries=["KG", "KZ"],
        tags=[tag],
        published_at=timezone.now() - timedelta(minutes=5),
        modified_at=timezone.now(),
    )
    make_article(slug="withdrawn", status=Article.Status.WITHDRAWN)
    _print_stories(stories, section=section)
    print_rates()


def _print_stories(number, section):
    newest = timezone.now() - timedelta(hours=1)
    articles = Article.objects.bulk_create(
        Article(
            headline=f"Story {place}",
            slug=f"story-{place}",
            body=f"<p>Text {place}.</p>",
            body_text=f"Text {place}.",
            section=section,
            status=Article.Status.PUBLISHED,
            published_at=newest - timedelta(minutes=place),
        )
        for place in range(number)
    )
    for article in articles[:8]:
        article.countries.set(_kazakhstan())


def _kazakhstan():
    from articles.models import Country

    return Country.objects.filter(code="KZ")


def print_rates():
    """Five pairs under the masthead: two days of fixings each, the manat's long past."""
    today = timezone.localdate()
    for code, value in RATES.items():
        age = timedelta(days=80 if code == "TMT" else 0)
        make_fixing(f"USD/{code}", value, today - age)
        before = value if code == "TMT" else f"{float(value) * 0.998:.4f}"
        make_fixing(f"USD/{code}", before, today - age - timedelta(days=1))
    make_ticker(*[f"{code}/USD" for code in RATES])
