"""What an object of the REST API says: the same of a post as an export does of it.

Nothing in it is sure to be there, or to be what the API's manual says that it is.
"""

import re
from html import unescape
from typing import Any

from articles.importing.record import Attachment, Picture
from articles.importing.wordpress.body import plain
from articles.importing.wordpress.dates import moment
from articles.importing.wordpress.pictures import is_web_address, numbered
from articles.importing.wordpress.rest_terms import filing_of_post
from articles.importing.wordpress.rest_values import (
    dict_of,
    dicts_of,
    embedded,
    number_of,
    shown,
    text_of,
)
from articles.importing.wordpress.story import Post

_API = re.compile(r"/wp-json/|/(?:index\.php)?\?rest_route=")
_SITE = re.compile(r"https?://[^/\s]+")
_TAGS = re.compile(r"<[^<>]*>")
_NO_WORD = re.compile(r"\W+")
# How WordPress ends an excerpt that it made itself, and how themes do.
_OWN_END = re.compile(r"\[(?:…|\.\.\.)\]\s*\Z")
_THEME_END = re.compile(r"\s*(?:…|\.\.\.).{0,100}\Z", re.DOTALL)


def site_of(value: dict[str, Any]) -> str:
    """Return the address of the site that answered: that of its API, else that of the post."""
    links = dicts_of(dict_of(value.get("_links")).get("self"))
    found = _API.split(text_of(links[0].get("href")))[0] if links else ""
    match = _SITE.match(found) or _SITE.match(text_of(value.get("link")))
    return (found if _SITE.match(found) else match[0] if match else "").rstrip("/")


def post_of(value: dict[str, Any], site: str) -> Post:
    """Return the post that an object of the API tells of."""
    content = value.get("content")
    published_at, wrong = moment(text_of(value.get("date_gmt")), text_of(value.get("date")))
    seo = dict_of(value.get("yoast_head_json"))
    address = text_of(value.get("link"))
    canonical = text_of(seo.get("canonical"))
    return Post(
        number=number_of(value.get("id")),
        site=site,
        guid=shown(value.get("guid")),
        link=address,
        slug=text_of(value.get("slug")),
        title=shown(value.get("title")),
        content=shown(content),
        excerpt=_excerpt(value.get("excerpt"), shown(content)),
        status=text_of(value.get("status")),
        filing=filing_of_post(value),
        language=text_of(seo.get("og_locale")).replace("_", "-"),
        published_at=published_at,
        modified_at=moment(text_of(value.get("modified_gmt")), text_of(value.get("modified")))[0],
        wrong_date=wrong,
        lead_image=_lead_image(value),
        canonical_url=canonical if canonical != address else "",
        has_password=bool(dict_of(content).get("protected") or value.get("password")),
        is_sticky=value.get("sticky") is True,
        is_rendered="raw" not in dict_of(content),
    )


def attachment_of(value: dict[str, Any], place: str) -> Attachment | None:
    """Return the file that an object of `/wp/v2/media` tells of; None when it doesn't."""
    number, picture = number_of(value.get("id")), _picture(value)
    return Attachment(number, picture, place) if picture and numbered(number) else None


def _picture(media):
    address = text_of(media.get("source_url"))
    if not is_web_address(address):
        return None
    told = dict_of(dict_of(media.get("media_details")).get("image_meta"))
    return Picture(
        address,
        alt=plain(text_of(media.get("alt_text"))),
        caption=plain(shown(media.get("caption"))),
        credit=plain(text_of(told.get("credit"))),
    )


def _lead_image(value):
    for media in embedded(value, "wp:featuredmedia"):
        picture = _picture(media)
        if picture:
            return picture
    address = text_of(value.get("jetpack_featured_media_url"))
    number = number_of(value.get("featured_media"))
    return Picture(address) if is_web_address(address) else numbered(number)


def _excerpt(value, content):
    """What a person wrote; WordPress fills an empty one with the beginning of the text."""
    excerpt = shown(value)
    if not excerpt or "raw" in dict_of(value):
        return excerpt
    text = plain(_TAGS.sub(" ", excerpt))
    if _OWN_END.search(text):
        return ""
    beginning = _letters(_THEME_END.sub("", text))
    whole = _letters(unescape(_TAGS.sub("", content)))
    is_cut = _THEME_END.search(text) is not None
    return "" if whole == beginning or (is_cut and whole.startswith(beginning)) else excerpt


def _letters(text):
    return _NO_WORD.sub("", text)
