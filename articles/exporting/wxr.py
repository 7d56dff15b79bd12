"""WordPress's own format (WXR 1.2), in the words that its exporter writes and its importer reads.

Sections become categories with their tree, countries categories beside them, several authors
the terms of Co-Authors Plus, languages those of Polylang, pictures attachments (and enclosures,
if they stand beside the body), featured stories sticky. A story that was withdrawn, or has left
by itself, is private there. For some things WordPress has no words: they are custom fields that
begin with `_newsroom_` (datelines, urgency, whole old addresses, embargoes, the planned time of a
draft, when a story leaves, and what a private one was).

Lost are the roles in a byline, anything less than a second, and what is said of pictures beside
the body.
"""

from collections.abc import Iterator
from datetime import UTC
from itertools import count
from mimetypes import guess_type

from articles.exporting.archive import Archive
from articles.exporting.story import Story, shown_image
from articles.exporting.wordpress_text import body_html, cdata, login, nicename, plain_html, xml
from articles.exporting.wxr_item import Attachments, custom, element, group, item
from articles.models import Article

_OPENING = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
"""
_CLOSING = "</channel>\n</rss>\n"
_RENAMED = "/articles/"
_STATUS = {Article.Status.DRAFT: "draft", Article.Status.REVIEW: "pending"}


def wxr(archive: Archive) -> Iterator[str]:
    """Yield the XML of the export in parts."""
    yield _OPENING
    yield from _head(archive)
    attachments = Attachments(archive)
    for image in archive.images():
        yield attachments.item(shown_image(image), "0", image.created_at)
    for story in archive.stories():
        yield from _items(story, archive, attachments)
    yield _CLOSING


# The head: the site, its authors, categories and tags ----------------------------------------


def _head(archive):
    yield element("title", plain_html(archive.site))
    yield f"<link>{xml(archive.address)}</link>\n<description></description>\n"
    yield element("language", archive.language)
    yield "<wp:wxr_version>1.2</wp:wxr_version>\n"
    for name in ("wp:base_site_url", "wp:base_blog_url"):
        yield f"<{name}>{xml(archive.address)}</{name}>\n"
    for author in archive.authors():
        yield group(
            "wp:author",
            author_id=author.pk,
            author_login=login(author.slug),
            author_email="",
            author_display_name=plain_html(author.name),
            author_first_name="",
            author_last_name="",
        )
    yield from _terms(archive)


def _terms(archive):
    """Categories and tags, numbered: their keys are of three tables, and would meet."""
    numbers = count(1)
    slugs = {section.pk: section.slug for section in archive.sections()}
    for section in archive.sections():
        yield _category(next(numbers), section, slugs.get(section.parent_id, ""))
    for country in archive.countries(only_used=True):
        yield _category(next(numbers), country, "")
    for tag in archive.tags():
        yield group(
            "wp:tag",
            term_id=next(numbers),
            tag_slug=nicename(tag.slug),
            tag_name=plain_html(tag.name),
            tag_description=plain_html(tag.description),
        )


def _category(number, facet, parent):
    return group(
        "wp:category",
        term_id=number,
        category_nicename=nicename(facet.slug),
        category_parent=nicename(parent),
        cat_name=plain_html(facet.name),
        category_description=plain_html(facet.description),
    )


# The items ------------------------------------------------------------------------------------


def _items(story: Story, archive: Archive, attachments: Attachments):
    """The item of a story, after those of the pictures that are its own."""
    row = story.row
    shown = [*([story.lead] if story.lead else []), *story.pictures]
    for picture in shown:
        if not picture.is_ours:
            yield attachments.item(picture, str(row.pk), row.created_at)
    is_gone = row.status == Article.Status.WITHDRAWN or _has_left(row, archive.moment)
    fields = {
        "_thumbnail_id": story.lead and attachments.number(story.lead),
        "_yoast_wpseo_canonical": row.canonical_url,
        # For what WordPress has no words.
        "_newsroom_status": is_gone and row.status,
        "_newsroom_dateline": row.dateline,
        "_newsroom_urgency": row.urgency,
        "_newsroom_withdraw_at": _iso(row.withdraw_at),
        "_newsroom_embargo_until": _iso(row.embargo_until),
        "_newsroom_published_at": row.status in _STATUS and _iso(row.published_at),
    }
    yield item(
        kind="post",
        number=row.pk,
        title=row.headline,
        link=archive.address + row.get_absolute_url(),
        guid=row.guid,
        creator=login(story.byline[0].slug) if story.byline else "",
        content=body_html(row.body, archive.address),
        excerpt=row.summary,
        dates=_dates(row),
        slug=row.slug,
        status="private" if is_gone else _status(row, archive.moment),
        is_sticky=row.is_featured,
        more="".join(_categories(story, archive)) + custom(fields) + _beside(story, archive),
    )


def _status(row, moment):
    if row.status == Article.Status.PUBLISHED:
        return "future" if row.published_at > moment else "publish"
    return _STATUS[row.status]


def _has_left(row, moment):
    return (
        row.status == Article.Status.PUBLISHED
        and row.withdraw_at is not None
        and row.withdraw_at <= moment
    )


def _iso(moment):
    return moment and moment.astimezone(UTC).isoformat()


def _dates(row):
    """The moments of publication and change; a draft has none but that of its making."""
    if row.status in _STATUS:
        return None, row.created_at
    published_at = row.published_at or row.created_at
    return published_at, row.modified_at or published_at


def _categories(story, archive):
    """What the story is filed under. One author is its creator; several need their own terms."""
    for facet in (story.section, *story.countries):
        if facet:
            yield _category_of("category", nicename(facet.slug), facet.name)
    for tag in story.tags:
        yield _category_of("post_tag", nicename(tag.slug), tag.name)
    if len(story.byline) > 1:
        for author in story.byline:
            yield _category_of("author", f"cap-{login(author.slug)}", author.name)
    if story.row.language != archive.language:
        # The term of Polylang, which tells the languages of one site apart.
        language = story.row.language
        yield _category_of("language", language, language)


def _category_of(domain, slug, name):
    term = cdata(plain_html(name))
    return f'<category domain="{domain}" nicename="{xml(slug)}">{term}</category>\n'


def _beside(story, archive):
    """Pictures that don't stand in the body are enclosures. WordPress follows a former slug; of
    a whole address it has no idea."""
    fields = []
    for shown in story.pictures:
        address = archive.whole_address(shown)
        fields.append(("enclosure", f"{address}\n0\n{_media_type(address)}\n"))
    for path in story.paths:
        name = path.removeprefix(_RENAMED)
        is_slug = name != path and "/" not in name
        fields.append(("_wp_old_slug", nicename(name)) if is_slug else ("_newsroom_path", path))
    return "".join(custom({key: value}) for key, value in fields)


def _media_type(address):
    kind = guess_type(address.partition("?")[0])[0] or ""
    return kind if kind.startswith("image/") else "image/jpeg"
