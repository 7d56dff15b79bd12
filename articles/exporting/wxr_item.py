"""One `<item>` of a WordPress export, and the elements that it is made of."""

from datetime import UTC, datetime
from email.utils import format_datetime

from django.db.models import Max
from django.utils import timezone

from articles.exporting.archive import Archive
from articles.exporting.story import Shown
from articles.exporting.wordpress_text import cdata, nicename, plain_html, xml
from articles.models import Article, Image

_NO_DATE = "0000-00-00 00:00:00"


def element(name: str, text: str) -> str:
    told = text if text.isdigit() or not text else cdata(text)
    return f"<{name}>{told}</{name}>\n"


def group(name: str, **fields) -> str:
    """An element of elements; `author_id=1` is `<wp:author_id>`."""
    inner = "".join(element(f"wp:{field}", str(value)) for field, value in fields.items())
    return f"<{name}>\n{inner}</{name}>\n"


def item(
    *, kind, number, title, link, guid, creator, content, excerpt, dates, slug, status,
    parent="0", is_sticky=False, more="",
):  # fmt: skip
    """An item. `title` and `excerpt` are plain text, `content` is HTML; `dates` are those of
    publication (None: not yet) and change; `more` are further elements."""
    published_at, modified_at = dates
    local = (published_at or modified_at).astimezone(timezone.get_default_timezone())
    date = format_datetime(published_at.astimezone(UTC)) if published_at else ""
    return (
        f"<item>\n{element('title', plain_html(title))}"
        f"<link>{xml(link)}</link>\n<pubDate>{date}</pubDate>\n"
        f"{element('dc:creator', creator)}"
        f'<guid isPermaLink="false">{xml(guid)}</guid>\n<description></description>\n'
        f"<content:encoded>{cdata(content)}</content:encoded>\n"
        f"<excerpt:encoded>{cdata(plain_html(excerpt))}</excerpt:encoded>\n"
        f"<wp:post_id>{number}</wp:post_id>\n"
        f"<wp:post_date>{_time(local)}</wp:post_date>\n"
        f"<wp:post_date_gmt>{_gmt(published_at)}</wp:post_date_gmt>\n"
        f"<wp:post_modified>{_time(modified_at.astimezone(local.tzinfo))}</wp:post_modified>\n"
        f"<wp:post_modified_gmt>{_gmt(modified_at)}</wp:post_modified_gmt>\n"
        "<wp:comment_status>closed</wp:comment_status>\n<wp:ping_status>closed</wp:ping_status>\n"
        f"{element('wp:post_name', nicename(slug))}"
        f"<wp:status>{status}</wp:status>\n<wp:post_parent>{parent}</wp:post_parent>\n"
        f"<wp:menu_order>0</wp:menu_order>\n<wp:post_type>{kind}</wp:post_type>\n"
        "<wp:post_password></wp:post_password>\n"
        f"<wp:is_sticky>{int(is_sticky)}</wp:is_sticky>\n{more}</item>\n"
    )


def _time(moment: datetime):
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _gmt(moment):
    return _time(moment.astimezone(UTC)) if moment else _NO_DATE


def custom(fields: dict) -> str:
    """The custom fields of an item; what is empty is none."""
    return "".join(
        group("wp:postmeta", meta_key=key, meta_value=value)
        for key, value in fields.items()
        if value
    )


class Attachments:
    """Pictures as items of their own, with numbers that no story has."""

    def __init__(self, archive: Archive):
        self.archive = archive
        self.stories = Article.objects.aggregate(most=Max("pk"))["most"] or 0
        self.images = Image.objects.aggregate(most=Max("pk"))["most"] or 0

    def number(self, shown: Shown) -> int:
        return self.stories + shown.key + (0 if shown.is_ours else self.images)

    def item(self, shown: Shown, parent: str, created_at: datetime) -> str:
        picture, address = shown.picture, self.archive.whole_address(shown)
        fields = custom({"_wp_attachment_image_alt": picture.alt, "_media_credit": picture.credit})
        return item(
            kind="attachment",
            number=self.number(shown),
            title=picture.alt or picture.address.rpartition("/")[2],
            link=address,
            guid=address,
            creator="",
            content="",
            excerpt=picture.caption,
            dates=(created_at, created_at),
            slug=f"picture-{self.number(shown)}",
            status="inherit",
            parent=parent,
            more=f"<wp:attachment_url>{xml(address)}</wp:attachment_url>\n" + fields,
        )
