"""Scripts, event handlers, `javascript:` links and frames.

None of them ever gets into a story; what stood there an editor should know, but for what every
old page had.
"""

import re

from lxml import etree

from articles.importing.hygiene.finding import Finding, Kind, counted, listed, quoted
from articles.importing.hygiene.tracking import TRACKERS
from articles.importing.hygiene.tree import removed

# The widgets of those who let their posts be shown elsewhere: the post itself stays as text.
_WIDGETS = re.compile(
    r"platform\.twitter\.com|platform\.x\.com|instagram\.com/embed|connect\.facebook|tiktok\.com/embed"
    r"|telegram\.org/js|vk\.com/js|pinterest\.com/js|embed\.reddit|redditmedia|disqus\.com|addthis"
    r"|sharethis|addtoany|flattr|vidible\.tv|brightcove|jwplayer|infogram|datawrapper|flourish|playbuzz|apester|youtube\.com/iframe_api"
    r"|yastatic\.net/share|gist\.github|embedr\.flickr|scribd\.com|speakerdeck|soundcloud"
)
_ADVERTS = re.compile(
    r"adsbygoogle|googlesyndication|google_ad_client|googletag|gtag\(|_gaq|ga\('|fbq\(|ym\(|yandex_"
    r"|ya\.context|adfox|doubleclick|liveinternet|rambler|teasernet|marketgid|mgid|lentainform"
)
# What editors and plug-ins wrote by the thousand, and what does nothing.
_HARMLESS = re.compile(
    r"^\s*(?:javascript:)?\s*(?:void\(?\s*0?\s*\)?|return\s+(?:false|true)|;|#|)\s*;?\s*$"
    r"|window\.open|this\.(?:target|src|style|blur)|_?_?ga(?:tracker)?\(|pagetracker|popup|history\."
    r"|s_objectid|window\.print|lightbox|hs\.(?:expand|htmlexpand)|swapimage|swapimgrestore",
    re.IGNORECASE,
)
# Not to be run: facts for search engines, and patterns for scripts.
_DATA = re.compile(r"json|template|x-|text/html", re.IGNORECASE)
_CODE = re.compile(r"^\s*(?:java|vb|live)script:", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_TINY = re.compile(r"\s*[01](?:px)?\s*")
# Names of elements that a script or a style sheet in the story hides.
_HIDDEN_BY_SCRIPT = re.compile(
    r"getElementById\(\s*['\"]([\w-]{1,80})['\"]\s*\)\s*\.style\.(?:display|visibility|position)"
)
_HIDDEN_BY_STYLE = re.compile(
    r"([#.][\w-]{1,80})\s*\{[^{}]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|-\d{3,}px)"
)
_LONGEST_CODE = 20_000


def hidden_names(root) -> frozenset[str]:
    """Return what scripts and style sheets in the story hide, as `#id` and `.class`."""
    names = set()
    for element in root.iter("script", "style"):
        code = (element.text or "")[:_LONGEST_CODE]
        names.update(f"#{name}" for name in _HIDDEN_BY_SCRIPT.findall(code))
        names.update(_HIDDEN_BY_STYLE.findall(code))
    return frozenset(names)


def examine(root) -> tuple[bool, list[Finding]]:
    """Remove scripts, make links of frames, and tell of them and of handlers.

    Return whether something was changed, and the findings.
    """
    scripts, widgets, counters = [], [], []
    elements = list(root.iter("script", "style", "iframe", "frame", "object", "embed"))
    for element in elements:
        if element.tag == "style" or _DATA.search(element.get("type", "")):
            removed(element)
        elif element.tag == "script":
            code = element.get("src") or element.text or ""
            _kind_of(code, scripts, widgets, counters).append(_named("script", code))
            removed(element)
        else:
            _frame(element, scripts, counters)
    scripts.extend(_handlers(root))
    findings = []
    if scripts:
        number = counted(len(scripts), "place", "places")
        message = f"Scripts were removed, in {number}: {listed(scripts)}."
        findings.append(Finding(Kind.SCRIPT, message))
    if widgets:
        message = f"Embedded widgets can't be shown and were removed: {listed(widgets)}."
        findings.append(Finding(Kind.EMBED, message))
    if counters:
        message = f"Counters and advertisements were removed: {listed(counters)}."
        findings.append(Finding(Kind.TRACKING, message))
    return bool(elements), findings


def _kind_of(code, scripts, widgets, counters):
    beginning = code[:_LONGEST_CODE].lower()
    if _WIDGETS.search(beginning):
        return widgets
    if _ADVERTS.search(beginning) or TRACKERS.search(beginning):
        return counters
    return scripts


def _named(what, code):
    return f"{what} {quoted(code)}" if code.strip() else what


def _frame(element, scripts, counters):
    """A frame becomes a link to what it showed; one that nobody could see was up to something."""
    source = element.get("src") or element.get("data") or element.get("data-src") or ""
    is_tiny = any(_TINY.fullmatch(element.get(side, "")) for side in ("width", "height"))
    if TRACKERS.search(source.lower()) or _ADVERTS.search(source.lower()):
        counters.append(_named("frame", source))
        removed(element)
    elif is_tiny or not _WEB.match(source):
        if source.strip() and source != "about:blank":
            scripts.append(_named("frame", source))
        removed(element)
    else:
        address = f"https:{source}" if source.startswith("//") else source
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "a", address, tail
        element.set("href", address)


def _handlers(root):
    for element in root.iter(etree.Element):
        for name, value in element.items():
            is_code = name.startswith("on") or (name in ("href", "src") and _CODE.match(value))
            if is_code and not _HARMLESS.search(value):
                yield f"{name} {quoted(value)}"
