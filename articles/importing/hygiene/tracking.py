"""Pictures that count readers instead of showing something, and pictures without an address."""

import re

from articles.importing.hygiene.finding import Finding, Kind, counted, listed, quoted
from articles.importing.hygiene.tree import removed

#: Addresses of counters: of feeds, of agencies, and of the sites of the region.
TRACKERS = re.compile(
    r"pixel\.wp\.com|stats\.wordpress\.com|feedburner\.com/~|feedsportal\.com|feedblitz\.com"
    r"|pheedo\.com|feedads\.|doubleclick\.net|mc\.yandex\.ru|yandex\.ru/(?:clck|watch)"
    r"|//counter\.|/counter\?|top\.mail\.ru|top-fwz1\.mail\.ru|top100\.rambler|yadro\.ru"
    r"|liveinternet\.ru|google-analytics\.com|googletagmanager|googleadservices|facebook\.com/tr\b"
    r"|scorecardresearch|quantserve|sitemeter\.com|statcounter\.com|//hits?\.|adnxs\.com|rfihub\.com"
    r"|tns-counter|imrworldwide|cts\.businesswire\.com|rt\.prnewswire\.com|//pixel\.|//tracking\."
    r"|track(?:/open|ing-pixel|ingpixel)|hubspot\.com/__ptq|list-manage\.com/track|/tracker/"
    r"|openstat\.net|hotlog\.ru|spylog|net\.kg/img|zero\.kz|gemius|count\.rbc|bs\.yandex\.ru",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"\s*0*(\d{1,4})\s*(?:px)?\s*(?:!important)?\s*")
_STYLED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)")
# Made to keep a distance in the days of tables.
_SPACER = re.compile(r"spacer|blank|clear|transparent|trans\.|1x1\.|shim|dot\.gif", re.IGNORECASE)
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large_image")
# Smaller ones are drawn while the real picture is fetched.
_SHOWN_AT_LEAST = 1_000


def examine(root, is_own) -> tuple[bool, list[Finding]]:
    """Remove counters and pictures that are in the text itself.

    `is_own(address)` says whether an address is of the old site. Return whether something was
    changed, and the findings.
    """
    counters, inline, size, is_changed = [], 0, 0, False
    for image in list(root.iter("img")):
        address = image.get("src", "")
        if address.lstrip()[:5].lower() == "data:":
            is_changed = True
            if not _take_lazy(image):
                inline += len(address) >= _SHOWN_AT_LEAST
                size += len(address)
                removed(image)
        elif TRACKERS.search(address) or is_tiny(image):
            is_changed = True
            if not (is_own(address) or _SPACER.search(address)) or TRACKERS.search(address):
                counters.append(quoted(address))
            removed(image)
    return is_changed, [*_about_counters(counters), *_about_inline(inline, size)]


def is_tiny(image) -> bool:
    """Whether an image is of at most one pixel, as far as it says."""
    sides = {name: image.get(name, "") for name in ("width", "height")}
    sides |= dict(_STYLED.findall(image.get("style", "").lower()))
    known = [_PIXELS.fullmatch(value) for value in sides.values() if value.strip()]
    return bool(known) and all(match and int(match[1]) <= 1 for match in known)


def _take_lazy(image):
    address = next((image.get(name) for name in _LAZY if image.get(name)), "")
    if not address.startswith(("http", "/")):
        return False
    image.set("src", address)
    return True


def _about_counters(counters):
    if counters:
        number = counted(len(counters), "picture", "pictures")
        message = f"{number} that only counted readers went: {listed(counters)}."
        yield Finding(Kind.TRACKING, message)


def _about_inline(number, size):
    if number:
        message = (
            f"{counted(number, 'picture is', 'pictures are')} in the text itself "
            f"({size // 1000} kB) and can't be kept. Take them from the old page and upload them."
        )
        yield Finding(Kind.INLINE_PICTURE, message)
