"""What an item of an export says, in WordPress's own elements and in those of plugins."""

import re

from articles.importing.record import Attachment, Fragment, Picture
from articles.importing.wordpress.body import body_of, plain
from articles.importing.wordpress.dates import mail_date, moment
from articles.importing.wordpress.item import Item
from articles.importing.wordpress.pictures import is_picture_name, is_web_address, numbered
from articles.importing.wordpress.site import Site
from articles.importing.wordpress.story import Post
from articles.importing.wordpress.terms import filing_of

# The keys under which Yoast, Rank Math, SEOPress, Genesis and The SEO Framework keep one thing.
_CANONICAL = (
    "_yoast_wpseo_canonical",
    "rank_math_canonical_url",
    "_seopress_robots_canonical",
    "_genesis_canonical_uri",
)
_PRIMARY = (
    "_yoast_wpseo_primary_category",
    "rank_math_primary_category",
    "_seopress_robots_primary_cat",
    "_primary_term_category",
)
_SUBTITLE = ("newspack_post_subtitle", "wps_subtitle")
_CREDIT = ("_media_credit", "_navis_media_credit")
# What our own export says of a private story, and of others in custom fields.
_OWN_STATUS = {"withdrawn": "withdrawn", "published": "publish"}
_MOMENTS = {
    "withdraw_at": "withdraw_at",
    "embargo_until": "embargo_until",
    "planned_at": "published_at",
}
# EXIF's credit in what PHP serialised of a picture.
_SERIALISED_CREDIT = re.compile(r's:6:"credit";s:\d+:"([^"]+)";')


def post_of(item: Item, site: Site) -> Post:
    """Return the post that an item tells of."""
    published_at, wrong = moment(item["wp:post_date_gmt"], item["wp:post_date"])
    if published_at is None:
        published_at, wrong_too = mail_date(item["pubDate"])
        wrong = "" if published_at else wrong or wrong_too
    return Post(
        number=item["wp:post_id"],
        site=site.address or site.title,
        guid=item["guid"],
        link=item["link"],
        slug=item["wp:post_name"],
        title=item["title"],
        content=item.content,
        excerpt=item["excerpt:encoded"] or item.meta(*_SUBTITLE),
        status=_OWN_STATUS.get(item.meta("_newsroom_status")) or item["wp:status"],
        filing=filing_of(
            item.terms,
            site.above,
            site.byline,
            primary=site.slug_of_category(item.meta(*_PRIMARY)),
            creator=site.author(item["dc:creator"] or item["wp:author"]),
        ),
        language=site.language,
        published_at=published_at,
        modified_at=moment(item["wp:post_modified_gmt"], item["wp:post_modified"])[0],
        wrong_date=wrong,
        lead_image=_lead_image(item),
        enclosures=tuple(map(_enclosure, item.metas.get("enclosure", ()))),
        old_slugs=tuple(slug.strip() for slug in item.metas.get("_wp_old_slug", ())),
        canonical_url=item.meta(*_CANONICAL),
        has_password=bool(item["wp:post_password"]),
        is_sticky=item["wp:is_sticky"] == "1",
        is_archived=True,
        dateline=plain(item.meta("_newsroom_dateline")),
        urgency=_number(item.meta("_newsroom_urgency")),
        own_paths=tuple(item.metas.get("_newsroom_path", ())),
        **{name: moment(item.meta(f"_newsroom_{key}"), "")[0] for name, key in _MOMENTS.items()},
    )


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 3 else None


def _lead_image(item):
    """The featured image: by its number, or by the address that another plugin keeps."""
    address = item.meta("fifu_image_url")
    if is_web_address(address):
        return Picture(address, alt=plain(item.meta("fifu_image_alt")))
    return numbered(item.meta("_thumbnail_id"))


def _enclosure(value):
    """The address and the media type of what WordPress keeps in four lines."""
    address, _, kind, *_ = [*map(str.strip, value.strip().splitlines()), "", "", ""]
    return address, kind


def attachment_of(item: Item, place: str) -> Attachment | None:
    """Return the file that an item tells of; None where it has no number or no address."""
    address = item["wp:attachment_url"] or item["guid"]
    if not is_web_address(address) or not numbered(item["wp:post_id"]):
        return None
    credit = item.meta(*_CREDIT)
    if not credit:
        found = _SERIALISED_CREDIT.search(item.meta("_wp_attachment_metadata"))
        credit = found[1] if found else ""
    picture = Picture(
        address,
        alt=plain(item.meta("_wp_attachment_image_alt")),
        caption=plain(item["excerpt:encoded"]),
        credit=plain(credit),
    )
    parent = item["wp:post_parent"] if is_picture_name(address) else ""
    return Attachment(item["wp:post_id"], picture, place, parent if numbered(parent) else "")


def fragment_of(item: Item, place: str) -> Fragment | None:
    """Return the text of a reusable block; None where it has no number or no text."""
    body = body_of(item.content, post=item["wp:post_id"])
    is_one = numbered(item["wp:post_id"]) and body.html.strip()
    return Fragment(item["wp:post_id"], body.html, place) if is_one else None
