"""A small site that has everything which an export could lose."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from articles.models import (
    Article,
    ArticlePath,
    Byline,
    Country,
    Image,
    PictureReference,
    Section,
    TagAlias,
)
from tests.factories import make_article, make_author, make_image, make_section, make_tag

LEAD, GALLERY = PictureReference.Role.LEAD, PictureReference.Role.GALLERY
MOMENT = datetime(2019, 5, 1, 6, 0, 0, 123456, tzinfo=UTC)


def make_site():
    """Return its stories by a word for each, in the order in which they are exported."""
    Country.objects.filter(code="KG").update(description="Снег и горы.", position=9)
    news, politics = _sections()
    tags = _tags()
    first = make_author("Айзада Бекова", slug="айзада-бекова", role="Energy", description="B.\n\nC")
    twin = make_author("Айзада Бекова", slug="айзада-бекова-2")
    desk = make_author("The Desk", slug="the-desk", is_house_name=True)
    stories = {"full": _full(politics, tags), "imported": _imported(news, desk), **_plain()}
    _add_byline(stories["full"], twin, first, desk)
    _add_pictures(stories)
    paths = ("/2019/05/old name", "/articles/former-slug", "/a%20b", "/index.php?id=7", "/x?y=1")
    for path in paths:
        ArticlePath.objects.create(article=stories["imported"], path=path)
    return stories


def _sections():
    news = make_section("News", slug="a-news", position=3, description="All of it.")
    politics = make_section("Politics", slug="politix", parent=news)
    for slug in ("policy", "politics"):
        politics.slug = slug
        politics.save()
    make_section("Empty", slug="0-empty", parent=politics)
    return news, politics


def _tags():
    snow = make_tag("Snow", slug="snow", description="It falls.")
    TagAlias.objects.create(tag=snow, name="Снег", slug="снег-был")
    TagAlias.objects.create(tag=snow, name="Neige")
    other = make_tag("R&D <deep>", slug="r-and-d")
    make_tag("Of no story", slug="of-no-story")
    return [snow, other]


def _full(politics, tags):
    """A story that has all there is."""
    return make_article(
        headline="-5° in Osh & “<b>” snow ]]>",
        slug="minus-five",
        summary="A < B & C.\n",
        dateline="OSH",
        body='<h2>Snow ]]&gt; [caption]</h2>\n<p>Текст &amp; <a href="/articles/x/" '
        'rel="noopener">links</a> and\nlines 😀.</p><ul>\n<li>one</li>\n</ul>',
        language="ru",
        published_at=MOMENT,
        modified_at=MOMENT + timedelta(days=1),
        embargo_until=MOMENT - timedelta(days=1),
        withdraw_at=timezone.now().replace(microsecond=7) + timedelta(days=300),
        is_featured=True,
        urgency=2,
        canonical_url="https://elsewhere.example/1",
        section=politics,
        countries=["UZ", "KG"],
        tags=tags,
    )


def _imported(news, desk):
    return make_article(
        headline="Imported",
        slug="imported-1",
        source="old.example",
        external_id="https://old.example/?p=1",
        body="<p>Old.</p>",
        published_at=MOMENT + timedelta(days=2),
        section=news,
        authors=[desk],
    )


def _plain():
    """One in each state, and one of the same moment as another."""
    return {
        "twin moment": make_article(
            headline="Twin", slug="twin", published_at=MOMENT + timedelta(days=2), source="Reuters"
        ),
        "withdrawn": make_article(
            headline="Withdrawn",
            slug="withdrawn",
            status=Article.Status.WITHDRAWN,
            published_at=MOMENT + timedelta(days=3),
        ),
        "left": make_article(
            headline="Left by itself",
            slug="left",
            published_at=MOMENT + timedelta(days=4),
            withdraw_at=MOMENT + timedelta(days=5),
        ),
        "to come": make_article(
            headline="To come",
            slug="to-come",
            published_at=timezone.now().replace(microsecond=0) + timedelta(days=30),
        ),
        "draft": make_article(headline="Draft", slug="draft", status=Article.Status.DRAFT),
        "review": make_article(headline="Review", slug="review", status=Article.Status.REVIEW),
    }


def _add_byline(story, twin, first, desk):
    for position, (author, role) in enumerate(((twin, ""), (first, "photographs"), (desk, ""))):
        Byline.objects.create(article=story, author=author, role=role, position=position * 2)


def _add_pictures(stories):
    image = make_image(alt="A red field", caption="Caption & co", credit="Photo: A. B.")
    image.file.name = "images/2019/05/red field.jpg"
    Image.objects.filter(pk=image.pk).update(file=image.file.name)
    for word in ("full", "twin moment"):
        Article.objects.filter(pk=stories[word].pk).update(lead_image=image)
    add_reference(stories["full"], LEAD, "https://old.example/not-shown.jpg")
    about = {"alt": "Alt", "caption": "Said", "credit": "Who"}
    add_reference(stories["imported"], LEAD, "https://old.example/lead.jpg?a=1&b=2", **about)
    for position in (1, 0):
        address = f"https://old.example/gallery-{position}.jpg"
        add_reference(stories["imported"], GALLERY, address, position=position, alt=f"{position}")


def add_reference(story, role, address, **about):
    return PictureReference.objects.create(article=story, role=role, address=address, **about)


def empty_site():
    """Make the database that of a new site: the countries of ISO 3166-1 and nothing else."""
    from articles.countries import create_countries
    from articles.models import Author, FormerSlug, ImportJob, Tag

    for model in (Article, Image, ImportJob, Tag, Author, FormerSlug, Country):
        model.objects.all().delete()
    for section in Section.objects.order_by("-pk"):
        section.delete()
    create_countries(None, "default")
