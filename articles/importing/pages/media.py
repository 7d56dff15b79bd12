"""The pictures and players of a page: taken out before its text is looked for, put back after.

What finds the text knows neither captions nor lazy loading; so it meets a plain picture with a
number in their place.
"""

import re
from dataclasses import dataclass, replace
from os.path import commonprefix
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from articles.importing.pages.document import Document
from articles.importing.pages.visible import shown
from articles.importing.record import Picture

_NUMBERED = "https://picture.invalid/"
_NUMBER = re.compile(rf"{re.escape(_NUMBERED)}(\d+)\.png")
_PLAYERS = ("iframe", "embed", "object", "video", "audio", "amp-iframe", "amp-youtube", "amp-video")
_NO_PLAYER = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|adservice|adfox|criteo|taboola|outbrain|"
    r"(?:^|[/_.-])ads?[/_.?-]|"
    r"recaptcha|disqus|plugins/(?:like|page|share|comments|follow)|/like\.php|widget_community|counter|"
    r"about:blank|newsletter|subscribe",
    re.IGNORECASE,
)
# What pages show until a picture is loaded, and where they keep its address meanwhile.
_WAITING = re.compile(
    r"^data:|^about:|blank\.|spacer|placeholder|/1x1|pixel\.|transparent|loading", re.IGNORECASE
)
_LAZY = (
    "data-src data-lazy-src data-original data-lazy data-src-large data-hi-res-src data-full-src "
    "data-url data-image data-actualsrc data-echo"
).split()
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_DECORATION = re.compile(
    r"\b(?:avatar|gravatar|icon|icons|emoji|logo|wp-smiley|sprite)\b", re.IGNORECASE
)
_DECORATION_ADDRESS = re.compile(
    r"gravatar\.com|/emoji/|/smilies/|counter|pixel|/themes?/|logo[\w-]*\.\w+$|/icon[\w-]*\.\w+$",
    re.IGNORECASE,
)
_DIVIDERS = ("line", "spacer", "divider")
_SMALLEST = 48
_CAPTION_BOX = re.compile(
    r"(?:^|[\s_-])(?:wp-caption|caption|captioned|photo|image|picture|img|media|figure)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|legend|credit|copyright|description|подпись", re.IGNORECASE)
_CREDIT = re.compile(r"credit|copyright|photographer|source", re.IGNORECASE)
_LONGEST_CAPTION = 500
_LONGEST_PLAYER, _LONGEST_SET = 200, 10_000
_ALIKE, _SHORTEST_NAME = 8, 6
_TEXTS = ("table", "blockquote", "pre", "ul", "ol", "h1", "h2")
_SIZE = re.compile(r"(?:[-_]\d{2,4}x\d{2,4}|[-_]\d{2,4}w|[-_](?:large|medium|small|thumb|scaled))$")
_NO_NAMES = frozenset("image img photo picture index default main large original".split())


@dataclass(slots=True)
class Shown:
    """A picture, or the address of a player."""

    picture: Picture | None = None
    player: str = ""


class Media:
    """What was taken out of a page, by the numbers that stand for it there."""

    def __init__(self, document: Document):
        self.document, self.taken = document, []
        root = document.root
        for element in list(root.iter("amp-img", "amp-anim")):
            element.tag = "img"
        for element in list(root.iter("noscript")):
            _open_noscript(element)
        for element in list(root.iter(*_PLAYERS)):
            self._take_player(element)
        for box in list(root.iter("figure", "div", "p", "span", "dl", "center")):
            self._take_figure(box)
        for image in list(root.iter("img")):
            if not _NUMBER.fullmatch(image.get("src", "")):
                self._take([image], image)

    def of(self, image: html.HtmlElement) -> Shown | None:
        """What stood where a numbered picture stands now."""
        match = _NUMBER.search(image.get("src", ""))
        return self.taken[int(match[1])] if match and int(match[1]) < len(self.taken) else None

    def completed(self, lead: Picture | None, shown_: Picture | None = None) -> Picture | None:
        """Give the lead picture the words that it, or `shown_` in its place, has on the page."""
        if lead is None:
            return shown_
        pictures = [taken.picture for taken in self.taken if taken.picture]
        for picture in [shown_] if shown_ else pictures:
            if shown_ or is_same(picture, lead):
                return replace(
                    lead,
                    alt=lead.alt or picture.alt,
                    caption=lead.caption or picture.caption,
                    credit=lead.credit or picture.credit,
                )
        return lead

    def _take_player(self, element):
        address = element.get("src") or element.get("data") or element.get("data-src") or ""
        source = element.find(".//source[@src]")
        address = address or (source.get("src") if source is not None else "")
        if element.tag == "amp-youtube":
            address = f"https://www.youtube.com/watch?v={element.get('data-videoid', '')}"
        address = self.document.whole(address)
        is_web = address.startswith("http") and len(address) <= _LONGEST_PLAYER
        if is_web and not _NO_PLAYER.search(address):
            element.addprevious(self._numbered(Shown(player=address)))
        element.drop_tree()

    def _take_figure(self, box):
        """A box with one picture and its caption; a figure may have several."""
        if box.getparent() is None:
            return
        images = [image for image in box.iter("img") if not _NUMBER.fullmatch(image.get("src", ""))]
        if not images or not _is_figure(box, images):
            return
        caption, credit = _caption(box)
        self._take(images, box, caption, credit)

    def _take(self, images, box, caption="", credit=""):
        """Put numbers before `box` for the pictures in it, and take it away."""
        for image in images:
            address = self.document.whole(_address(image))
            if not address or _is_decoration(image, address):
                continue
            picture = Picture(
                address, alt=" ".join(image.get("alt", "").split()), caption=caption, credit=credit
            )
            box.addprevious(self._numbered(Shown(picture)))
            caption = credit = ""
        if box.getparent() is not None:
            box.drop_tree()

    def _numbered(self, shown_):
        self.taken.append(shown_)
        return html.Element("img", src=f"{_NUMBERED}{len(self.taken) - 1}.png")


def is_same(one: Picture, other: Picture) -> bool:
    """Whether two addresses are of one picture, perhaps in two sizes."""
    return name_of(one) == name_of(other)


def is_alike(one: Picture, other: Picture) -> bool:
    """Whether the names of two pictures begin so alike that they may be two cuts of one."""
    begin = commonprefix([name_of(one), name_of(other)])
    return (
        len(begin) >= _ALIKE * 2
        or (len(begin) >= _ALIKE and any(map(str.isdigit, begin)))
        or is_same(one, other)
    )


def name_of(picture: Picture) -> str:
    """What all sizes of a picture are called."""
    address = picture.address
    path = unquote(urlsplit(address).path if "://" in address else address.partition("?")[0])
    folder, _, name = path.rpartition("/")
    name = _SIZE.sub("", name.rpartition(".")[0].lower())
    return f"{folder}/{name}" if len(name) < _SHORTEST_NAME or name in _NO_NAMES else name


def _open_noscript(element):
    """The picture of a lazy one for readers without scripts is the picture."""
    images = list(element.iter("img"))
    if len(images) != 1 or element.getparent() is None:
        return
    before = element.getprevious()
    lazy = list(before.iter("img")) if before is not None else []
    if lazy and not _address(lazy[-1]):
        lazy[-1].set("data-src", _address(images[0]))
    if not lazy:
        element.drop_tag()


def _address(image):
    lazy = [image.get(name, "").strip() for name in _LAZY]
    sources = [image, *(source for source in image.xpath("ancestor::picture[1]/source"))]
    sets = [_largest(source.get(name, "")) for source in sources for name in _LAZY_SETS]
    for address in (*lazy, image.get("src", "").strip(), *sets):
        if address and not _WAITING.search(address):
            return address
    return ""


def _largest(srcset):
    found = re.findall(r"(\S+?)(?:\s+(\d+(?:\.\d+)?)[wx])?(?:,\s+|,?\s*$)", srcset[:_LONGEST_SET])
    return max(found, key=lambda pair: float(pair[1] or 0), default=("",))[0]


def _is_decoration(image, address):
    sizes = [image.get(name, "").removesuffix("px") for name in ("width", "height")]
    is_small = any(size.isdigit() and int(size) < _SMALLEST for size in sizes)
    marks = f"{image.get('class', '')} {image.get('id', '')}"
    return (
        is_small
        or _DECORATION.search(marks) is not None
        or _DECORATION_ADDRESS.search(address) is not None
        or image.get("alt", "").strip().lower() in _DIVIDERS
    )


def _is_figure(box, images):
    if box.tag == "figure":
        return (
            next(box.iter(*_TEXTS), None) is None
            and next(box.iterdescendants("figure"), None) is None
        )
    if len(images) > 1 or not _CAPTION_BOX.search(box.get("class", "")):
        return False
    return (
        next(box.iter(*_TEXTS), None) is None
        and len(box.text_content().strip()) <= _LONGEST_CAPTION
    )


def _caption(box):
    """The words of a figure, and those of them that say whose the picture is."""
    element = box.find(".//figcaption")
    if element is None:
        marked = (
            child
            for child in box.iterdescendants(etree.Element)
            if _CAPTION.search(child.get("class", ""))
        )
        element = next(marked, box)
    credits = (
        child
        for child in box.iterdescendants(etree.Element)
        if _CREDIT.search(child.get("class", ""))
    )
    credit = next((words for words in map(shown, credits) if words), "")
    caption = shown(element).removesuffix(credit).strip() if credit else shown(element)
    return caption[:_LONGEST_CAPTION], credit[:_LONGEST_PLAYER]
