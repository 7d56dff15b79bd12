"""Rows for tests: `make_article(headline="…")` gives what a test doesn't care about."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from PIL import Image as PillowImage

from articles.models import Article, Author, Byline, Country, Image, Section, Tag
from tickers.models import Currency, CurrencyPair, Fixing, Payload, Run, Ticker, TickerItem

_number = count(1)
#: Of every person that `make_user` makes.
PASSWORD = "a good password"  # noqa: S105


def make_article(*, authors=(), countries=(), tags=(), **overrides):
    """A published story, an hour old unless told otherwise. `countries` are ISO codes."""
    number = next(_number)
    values = {
        "headline": f"Story {number}",
        "body": f"<p>Text of story {number}.</p>",
        "status": Article.Status.PUBLISHED,
    }
    if overrides.get("status", Article.Status.PUBLISHED) == Article.Status.PUBLISHED:
        values["published_at"] = timezone.now() - timedelta(hours=1)
    article = Article.objects.create(**values | overrides)
    for position, author in enumerate(authors):
        Byline.objects.create(article=article, author=author, position=position)
    article.countries.set(Country.objects.filter(code__in=countries))
    article.tags.set(tags)
    return article


def make_author(name=None, **overrides):
    return Author.objects.create(name=name or f"Author {next(_number)}", **overrides)


def make_section(name=None, **overrides):
    return Section.objects.create(name=name or f"Section {next(_number)}", **overrides)


def make_tag(name=None, **overrides):
    return Tag.objects.create(name=name or f"Tag {next(_number)}", **overrides)


def make_picture(width=40, height=30, kind="JPEG"):
    """The bytes of a small picture."""
    file = ContentFile(b"", name=f"picture-{next(_number)}.{kind.lower()}")
    PillowImage.new("RGB", (width, height), "#8c1d18").save(file, kind)
    file.seek(0)
    return file


def make_image(**overrides):
    values = {"file": make_picture(), "alt": "A red field"} | overrides
    return Image.objects.create(**values)


def make_user(username=None, *, role=None, **overrides):
    """A member of staff; `role` is one of Reporter, Editor, Chief."""
    username = username or f"user{next(_number)}"
    user = get_user_model().objects.create_user(
        username, password=PASSWORD, is_staff=True, **overrides
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_currency(code):
    return Currency.objects.get_or_create(code=code, defaults={"name": code})[0]


def make_pair(name="KGS/USD"):
    base, quote = name.split("/")
    return CurrencyPair.objects.get_or_create(base=make_currency(base), quote=make_currency(quote))[
        0
    ]


def make_fixing(name="USD/KGS", value="87.45", day=None, **overrides):
    base, quote = name.split("/")
    values = {"provider": "demo", "date": day or date(2026, 5, 22), "value": Decimal(value)}
    return Fixing.objects.create(
        base=make_currency(base), quote=make_currency(quote), **values | overrides
    )


def make_payload(content=b"<rates/>", provider="nbkr", **overrides):
    return Payload.objects.keep(provider, "https://bank.example/rates", content, **overrides)


def make_run(provider="nbkr", began=None, **overrides):
    """A run that went well, of five seconds; `new`, `problems` and so on as told."""
    began = began or timezone.now() - timedelta(hours=1)
    values = {"state": "done", "seen_at": began, "ended": began + timedelta(seconds=5)}
    return Run.objects.create(provider=provider, began=began, **values | overrides)


def make_ticker(*pairs, **overrides):
    """A ticker under the masthead with these pairs (`KGS/USD`), in this order."""
    ticker = Ticker.objects.create(**{"name": f"Ticker {next(_number)}"} | overrides)
    for position, pair in enumerate(pairs):
        TickerItem.objects.create(ticker=ticker, pair=make_pair(pair), position=position)
    return ticker


def empty_search_index():
    """As no write through the triggers can."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_search"
            if is_postgresql
            else "INSERT INTO articles_search (articles_search) VALUES ('delete-all')"
        )
