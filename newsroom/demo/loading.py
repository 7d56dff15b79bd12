"""Writes the demo newsroom to the database: all of it or nothing, and only once."""

from django.core.files.base import ContentFile

from articles.models import Article, Author, Byline, Country, Image, Section, Tag, Transition
from articles.models.slugs import make_slug
from articles.models.taxonomy import fold
from newsroom.demo.cast import AUTHORS, SECTIONS, TAGS
from newsroom.demo.edition import edition
from newsroom.demo.pictures import PICTURES, draw
from newsroom.demo.rates import fixings
from tickers.models import Currency, CurrencyPair, Fixing, Provider, Ticker, TickerItem

SOURCE = "demo"
BATCH = 500
CURRENCIES = {
    "KGS": "Kyrgyz som",
    "KZT": "Kazakh tenge",
    "TJS": "Tajik somoni",
    "UZS": "Uzbek sum",
    "TMT": "Turkmen manat",
    "USD": "US dollar",
    "EUR": "Euro",
    "RUB": "Russian rouble",
    "CNY": "Chinese yuan",
}
#: Under the masthead, in dollars; the markets page has others as well.
STRIP = ("KGS", "KZT", "TJS", "UZS", "TMT")
FURTHER = (("EUR", "USD"), ("USD", "RUB"), ("USD", "CNY"), ("RUB", "KGS"), ("KZT", "KGS"))
STATUS = {"scheduled": Article.Status.PUBLISHED}


def load_stories(now, writer):
    """Write the edition of `now` (aware) with its people, sections, tags and pictures.

    Unfinished stories are `writer`'s. Returns how many stories were written: 0 when the
    demo is there already.
    """
    if Article.objects.filter(source=SOURCE).exists():
        return 0
    stories = list(edition(now))
    filing = Filing()
    articles = Article.objects.bulk_create(
        [_article(story, filing, writer) for story in stories], BATCH
    )
    pairs = list(zip(articles, stories, strict=True))
    Byline.objects.bulk_create(
        [
            Byline(article=article, author=filing.authors[name], position=position)
            for article, story in pairs
            for position, name in enumerate(story.authors)
        ],
        BATCH,
    )
    _link(Article.countries.through, "country_id", filing.countries, pairs, "countries")
    _link(Article.tags.through, "tag_id", filing.tags, pairs, "tags")
    Transition.objects.bulk_create(
        Transition(article=article, verb="withdraw", note=story.withdrawn_reason)
        for article, story in pairs
        if story.withdrawn_reason
    )
    return len(articles)


class Filing:
    """The demo's authors, sections, tags and pictures, and the countries, by their keys."""

    def __init__(self):
        self.authors = {
            author.name: Author.objects.create(
                name=author.name, role=author.role, description=author.bio, is_house_name=first
            )
            for first, author in zip([True] + [False] * len(AUTHORS), AUTHORS, strict=False)
        }
        self.sections = {
            section.slug: Section.objects.get_or_create(
                slug=section.slug,
                defaults={
                    "name": section.name,
                    "description": section.description,
                    "position": position,
                },
            )[0]
            for position, section in enumerate(SECTIONS, 1)
        }
        self.tags = {
            name: Tag.objects.get_or_create(key=fold(name), defaults={"name": name})[0]
            for name in TAGS
        }
        self.countries = {country.code: country for country in Country.objects.all()}
        self.images = {key: _image(key, *facts) for key, facts in PICTURES.items()}


def _image(key, alt, caption, credit):
    file = ContentFile(draw(key), name=f"{key}.jpg")
    return Image.objects.create(file=file, alt=alt, caption=caption, credit=credit)


def _article(story, filing, writer):
    unfinished = story.published_at is None
    article = Article(
        source=SOURCE,
        external_id=story.external_id,
        headline=story.headline,
        slug=make_slug(story.headline, story.external_id),
        summary=story.summary,
        body=story.body,
        dateline=story.dateline,
        section=filing.sections[story.section],
        lead_image=filing.images.get(story.image),
        status=STATUS.get(story.status, story.status),
        published_at=story.published_at,
        is_featured=story.is_featured,
        created_by=writer if unfinished else None,
    )
    article.prepare()
    return article


def _link(through, column, rows, pairs, names):
    through.objects.bulk_create(
        [
            through(article_id=article.pk, **{column: rows[name].pk})
            for article, story in pairs
            for name in dict.fromkeys(getattr(story, names))
        ],
        BATCH,
    )


def load_rates(until):
    """Write two years of fixings up to day `until`, and the strip under the masthead.

    Returns how many fixings were written: 0 when the demo's are there already.
    """
    if Fixing.objects.filter(provider=Provider.DEMO).exists():
        return 0
    currencies = {
        code: Currency.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in CURRENCIES.items()
    }
    written = Fixing.objects.bulk_create(
        [
            Fixing(
                provider=Provider.DEMO,
                base=currencies[fixing.base],
                quote=currencies[fixing.quote],
                nominal=fixing.nominal,
                value=fixing.value,
                date=fixing.date,
            )
            for fixing in fixings(until)
        ],
        batch_size=BATCH,
    )
    _strip(currencies)
    return len(written)


def _strip(currencies):
    if Ticker.objects.exists():
        return
    ticker = Ticker.objects.create(name="Central Asian currencies", slug="central-asia")
    names = [*((code, "USD") for code in STRIP), *FURTHER]
    for position, (base, quote) in enumerate(names):
        pair, _ = CurrencyPair.objects.get_or_create(
            base=currencies[base], quote=currencies[quote], defaults={"position": position}
        )
        if position < len(STRIP):
            TickerItem.objects.create(ticker=ticker, pair=pair, position=position)
