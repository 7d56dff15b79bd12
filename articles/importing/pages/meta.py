"""What a page says of itself in its <meta> and <link> elements and in microdata."""

import re
from html import unescape

from lxml import html

from articles.importing.pages.facts import Facts, one_line
from articles.importing.record import Picture

# In the order in which they are believed.
_HEADLINE = (
    "og:title headline twitter:title citation_title parsely-title sailthru.title dc.title "
    "dcterms.title"
)
_SUMMARY = (
    "og:description description twitter:description dc.description dcterms.description "
    "dcterms.abstract sailthru.description"
)
_AUTHOR = (
    "author article:author parsely-author sailthru.author citation_author dc.creator "
    "dcterms.creator dcsext.author og:article:author byl cxenseparse:author"
)
_PUBLISHED = (
    "article:published_time og:published_time datepublished article:published "
    "article:publicationdate dc.date.issued dcterms.issued dcterms.created dc.date.created "
    "parsely-pub-date sailthru.date citation_publication_date citation_date publication_date "
    "publishdate publish-date publish_date pubdate ptime date dc.date dcterms.date pdate"
)
_MODIFIED = (
    "article:modified_time og:updated_time datemodified article:modified dc.date.modified "
    "dcterms.modified last-modified lastmod"
)
_SECTION = "article:section og:article:section parsely-section articlesection section category"
_TAGS = "article:tag news_keywords keywords parsely-tags citation_keywords dc.subject sailthru.tags"
_LANGUAGE = "og:locale content-language dc.language dcterms.language inlanguage language"
_IMAGE = "og:image og:image:url og:image:secure_url twitter:image twitter:image:src thumbnailurl"
_SITE = "og:site_name application-name apple-mobile-web-app-title"
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_STORY_KIND = re.compile(r"^(?:article|news|story|blog|post)", re.IGNORECASE)
_STORY_ITEM = re.compile(r"schema\.org/\w*(?:Article|BlogPosting)$")
# Pictures of the site, not of the story.
_HOUSE_PICTURE = re.compile(
    r"(?:logo|default|placeholder|favicon|no-?image|sprite|avatar|og-image|opengraph|fallback)"
    r"[\w.-]*\.(?:png|jpe?g|gif|svg|webp)(?:$|\?)",
    re.IGNORECASE,
)


_AUTHORS = (
    "//*[contains(concat(' ', @itemprop, ' '), ' author ')]"
    "[not(ancestor::*[contains(@class, 'comment')])]"
)
_MOST_AUTHORS = 6


class Metas:
    """The <meta> elements of a page: what each name says, in their order."""

    def __init__(self, root: html.HtmlElement):
        self._said = {}
        for element in root.iter("meta"):
            # Some escape what is escaped.
            content = one_line(unescape(element.get("content", "")))
            name = element.get("property") or element.get("name") or element.get("itemprop")
            name = name or element.get("http-equiv")
            if content and name:
                self._said.setdefault(name.strip().lower(), []).append(content)

    def first(self, names: str) -> str:
        return next(iter(self.all(names)), "")

    def all(self, names: str) -> list[str]:
        """All that the first of `names` says that says anything."""
        return next((self._said[name] for name in names.split() if name in self._said), [])


def meta(root: html.HtmlElement) -> Facts:
    """Return what the <meta> elements say."""
    metas = Metas(root)
    published = metas.first("article:published_time article:published datepublished")
    return Facts(
        is_story=bool(published or _STORY_KIND.match(metas.first("og:type"))),
        headline=metas.first(_HEADLINE),
        summary=metas.first(_SUMMARY),
        authors=tuple(filter(_is_name, metas.all(_AUTHOR))) or tuple(metas.all("byl")),
        published=metas.first(_PUBLISHED),
        modified=metas.first(_MODIFIED),
        section=metas.first(_SECTION).strip("/").rpartition("/")[2].replace("_", " "),
        tags=_tags(metas.all(_TAGS)),
        language=_language(root, metas),
        site=metas.first(_SITE),
        image=_image(metas),
        addresses=_addresses(root, metas),
    )


def _language(root, metas):
    said = (root.get("lang"), root.get("xml:lang"), *map(metas.first, _LANGUAGE.split()))
    codes = (code.strip().replace("_", "-") for code in said if code)
    return next((code for code in codes if _CODE.fullmatch(code)), "")


def _is_name(text):
    return "//" not in text and not text.startswith("www.")


def _tags(said):
    names = said if len(said) > 1 else re.split(r"[,;]", said[0] if said else "")
    return tuple(dict.fromkeys(filter(None, map(one_line, names))))


def _image(metas):
    addresses = [address for address in metas.all(_IMAGE) if not is_house_picture(address)]
    if not addresses:
        return None
    return Picture(addresses[0], alt=metas.first("og:image:alt twitter:image:alt"))


def is_house_picture(address: str) -> bool:
    """Whether a picture is of the site, and shown where a story has none."""
    return _HOUSE_PICTURE.search(address) is not None


def _addresses(root, metas):
    """The canonical address first; then others that lead to the page."""
    links = {"canonical": "", "amphtml": "", "shortlink": ""}
    for element in root.iter("link"):
        for rel in element.get("rel", "").lower().split():
            if links.get(rel) == "":
                links[rel] = element.get("href", "").strip()
    said = (metas.first("og:url"), metas.first("twitter:url"))
    return tuple(filter(None, (links["canonical"], *said, links["amphtml"], links["shortlink"])))


# Microdata


def microdata(root: html.HtmlElement) -> Facts:
    """Return what the attributes of the page's elements say (schema.org, hAtom)."""
    return Facts(
        is_story=_is_one_story(root),
        headline=_property(root, "headline"),
        authors=_authors(root),
        published=_property(root, "datePublished"),
        modified=_property(root, "dateModified"),
        section=_property(root, "articleSection").removeprefix("Posted in").strip(),
    )


def _is_one_story(root):
    """Whether it is marked as a story, and no more than one: others are teasers."""
    scopes = [scope for scope in root.xpath("//@itemtype") if _STORY_ITEM.search(scope)]
    bodies = root.xpath("//*[@itemprop='articleBody']")
    return len(bodies) == 1 or (len(scopes) == 1 and not bodies)


def _property(root, name):
    """The first value of a property outside comments."""
    path = (
        f"(//*[@itemprop='{name}' or @itemprop='{name[0].upper()}{name[1:]}'])"
        "[not(ancestor::*[contains(@class, 'comment')])][1]"
    )
    return next(map(_value, root.xpath(path)), "")


def _authors(root):
    found = []
    for element in root.xpath(_AUTHORS):
        named = element.xpath(".//*[@itemprop='name']")
        found.append(_value(named[0] if named else element))
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST_AUTHORS]


def _value(element):
    said = element.get("content") or element.get("datetime") or element.text_content()
    return one_line(said)
