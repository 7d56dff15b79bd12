"""The parts of one WordPress post: its fields, terms, dates, addresses and identity."""

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import unquote

from lxml import etree

from articles.importing.record import Category
from articles.importing.wxr_site import Site
from articles.importing.wxr_xml import name_of

#: What an external id may have at most; longer ones are told by their digest.
LONGEST_ID = 255
_ADDRESS = re.compile(r"https?://\S+|/\S+")
_NAMESPACES = re.compile(r' xmlns:[\w.-]+="urn:[^"]*"')
_NO_DATE = re.compile(r"-?0{3,4}|1970-01-01 00:00:00")
# A guid that only says which post it is on some site, or nothing at all.
_TELLING_GUID = re.compile(r"\w+://[^/\s]+/.*[^/=]|(?:urn|tag):\S+", re.DOTALL)


class Item:
    """One `<item>`: the text of each field by its name (`wp:post_id`), and its categories."""

    def __init__(self, element):
        self.fields, self.categories = {}, []
        for child in element:
            name = name_of(child)
            if name == "category":
                self.categories.append(child)
            elif name not in ("wp:postmeta", "wp:comment"):
                self.fields.setdefault(name, _inner(child))

    def __getitem__(self, name):
        return self.fields.get(name, "").strip()

    @property
    def content(self):
        return self.fields.get("content:encoded") or self.fields.get("description", "")

    @property
    def kind(self):
        return self["wp:post_type"] or "post"

    @property
    def slug(self):
        """The last part of the address, with percent escapes decoded."""
        return unquote(self["wp:post_name"]).strip().removesuffix(".html").rpartition("/")[2]

    def paths(self):
        """Every address that the story had: its permalink, and its guid where that is one.

        Of a guid with the host where the site was made, the number was an address all the same.
        """
        found = unescape(self["link"]), unescape(self["guid"])
        return tuple(dict.fromkeys(path for path in found if _ADDRESS.fullmatch(path)))


def _inner(element):
    """The text of an element; where an exporter forgot to escape HTML, its markup too."""
    parts = [element.text or ""]
    for child in element:
        parts.append(etree.tostring(child, encoding="unicode", with_tail=True))
    return _NAMESPACES.sub("", "".join(parts)) if parts[1:] else parts[0]


def terms_of(
    item: Item, site: Site
) -> tuple[tuple[Category, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the categories, tags and authors that the post's `<category>` elements name.

    WXR 1.0 writes each category twice, once without a domain, and tags as `domain="tag"`.
    """
    categories, tags, authors = {}, {}, {}
    for element in item.categories:
        name = unescape(" ".join("".join(element.itertext()).split()))
        slug = element.get("nicename", "")
        domain = element.get("domain", "category")
        if not name or slug == "uncategorized" or name == "Uncategorized":
            continue
        if domain == "category":
            known = categories.get(name)
            if known is None or (slug and not known.slug):
                categories[name] = site.category(slug, name)
        elif domain in ("post_tag", "tag"):
            tags[name] = True
        elif domain == "author":
            authors[name] = True
    return tuple(categories.values()), tuple(tags), tuple(authors) or _creator(item, site)


def _creator(item, site):
    login = item["dc:creator"] or item["wp:author"]
    name = site.authors.get(login, login)
    if "@" in name:
        # The address of a person is nobody's byline.
        name = name.partition("@")[0]
    return (" ".join(unescape(name).split()),) if name else ()


def dates_of(item: Item) -> tuple[datetime | None, datetime | None, str]:
    """Return when the post was published and modified, and a date that could not be read.

    The time in GMT is aware. Where WordPress has none (zeros), the time of the site is naive.
    """
    for name, zone in (("wp:post_date_gmt", UTC), ("wp:post_date", None)):
        published, wrong = _moment(item[name], zone)
        if published or wrong:
            break
    if published is None:
        published, wrong_too = _mail_date(item["pubDate"])
        wrong = wrong or wrong_too
    modified, _ = _moment(item["wp:post_modified_gmt"], UTC)
    return published, modified, "" if published else wrong


def _moment(text, zone):
    if not text or _NO_DATE.match(text):
        return None, ""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone), ""
    except ValueError:
        return None, text


def _mail_date(text):
    """`Wed, 30 Nov -0001 00:00:00 +0000` is how WordPress writes that there is none."""
    if not text or " -0001 " in text:
        return None, ""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None, text
    return moment.replace(tzinfo=moment.tzinfo or UTC), ""


def identity(item: Item) -> str:
    """The guid where it tells the post from every other, else "": WordPress never changes it."""
    guid = unescape(item["guid"])
    return _bounded(guid) if _TELLING_GUID.fullmatch(guid) else ""


def fallback_id(item: Item, site: Site) -> str:
    """An id for a post without a telling guid, in the form of WordPress's own: site and number.

    Else its address, else its text.
    """
    if item["wp:post_id"] and (site.address or site.title):
        return _bounded(f"{site.address or site.title}/?p={item['wp:post_id']}")
    return _bounded(item["link"]) or digest_id(item)


def digest_id(item: Item) -> str:
    """An id from the text itself: what is left when the others are missing or taken."""
    text = f"{item['title']}\n{item.content}"
    return "text:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _bounded(identifier):
    if len(identifier) <= LONGEST_ID:
        return identifier
    return "sha256:" + hashlib.sha256(identifier.encode()).hexdigest()
