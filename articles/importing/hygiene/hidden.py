"""Text that no reader of the old page saw, and that would be seen here, where no style hides it."""

import re

from lxml import etree

from articles.importing.hygiene.finding import Finding, Kind, listed, quoted
from articles.importing.hygiene.tree import beginning, removed

#: A cheap first look at a `style`, which may err on the safe side only.
SUSPECT_STYLE = re.compile(
    r"(?:display|visibility|overflow)\s*:\s*(?:none|hidden|coll)|opacity\s*:\s*[0.]"
    r"|font-size\s*:\s*(?:[01](?!\d)|\.|\d%)|:\s*-\d{2}|clip|scale|background"
    r"|(?<!-)color\s*:\s*(?:#f|white|rgba?\(\s*2[45]|rgba|trans)"
)
#: The same for the attributes that were before styles.
SUSPECT_COLOUR = re.compile(r"\bbgcolor|\bcolor\s*=[\s\"']*(?:#?f|w|trans)")
_NUMBER = re.compile(r"(-?\d{0,9}\.?\d{1,9})\s*([a-z%]*)")
# Smaller than any letter that can be read, by unit.
_UNREADABLE = {"px": 2, "": 2, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 10}
# Further away than any screen reaches.
_AWAY = {"px": -400, "": -400, "pt": -300, "em": -30, "rem": -30, "%": -100, "vw": -100}
_COLOURS = {"white": "ffffff", "black": "000000", "#fff": "ffffff", "#000": "000000"}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_HEX = re.compile(r"#([0-9a-f]{6})\b|#([0-9a-f]{3})\b")
_TRANSPARENT = re.compile(r"transparent|rgba\([^()]*,\s*0(?:\.0+)?\s*\)|#[0-9a-f]{6}00\b")
# Page builders let what has these appear when it is scrolled to.
_ANIMATED = re.compile(r"\b(?:wow|animated?|aos|elementor-invisible|fade|lazy\w*)\b")
# Buttons for sharing, and what is for the printer: nobody injected those.
_USUAL = re.compile(r"flattr|share|social|print|noprint|addtoany", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}")


def examine(root, hidden_names: frozenset[str] = frozenset()) -> tuple[bool, list[Finding]]:
    """Remove what is hidden. `hidden_names` are ids and classes that the story itself hides.

    Return whether something was changed, and the findings.
    """
    found = [element for element in _hidden(root, hidden_names) if element.getparent() is not None]
    injected = (element for element in found if not _USUAL.search(element.get("class", "")))
    words = [beginning(element) for element in injected]
    told = [quoted(text) for text in words if _WORDS.search(text)]
    for element in found:
        removed(element)
    shown = list(root.iter("noscript"))
    for element in shown:
        # What was for browsers without scripts is for everybody now.
        element.drop_tag()
    pale, about_pale = _pale(root)
    findings = []
    if told:
        message = f"Hidden text was removed: {listed(told)}."
        findings.append(Finding(Kind.HIDDEN, message))
    return bool(found or shown) or pale, [*findings, *about_pale]


def _hidden(root, hidden_names):
    """The outermost elements that can't be seen."""
    walk = etree.iterwalk(root, events=("start", "end"))
    noscript = None
    for event, element in walk:
        if element is root or not isinstance(element.tag, str):
            continue
        if event == "end":
            noscript = None if element is noscript else noscript
        elif element.tag == "noscript" and noscript is None and not _is_noise(element):
            # Judged once: what stands in it in another one is searched already.
            noscript = element
        elif element.tag == "noscript" and noscript is None or _is_hidden(element, hidden_names):
            yield element
            walk.skip_subtree()
        elif element.get("aria-hidden"):
            # A word at the most: nothing in it can be worth looking for.
            walk.skip_subtree()


def _is_noise(element):
    """Alternatives for browsers without scripts: a picture that follows itself, or an advert."""
    if element.find(".//img") is None:
        return True
    before = element.getprevious()
    return before is not None and before.tag == "img" and not element.text_content().strip()


def _is_hidden(element, hidden_names):
    if "hidden" in element.attrib and element.tag != "img":
        return True
    if element.get("aria-hidden", "").lower() == "true":
        return len(_WORDS.findall(beginning(element))) > 1
    if hidden_names and _names(element) & hidden_names:
        return True
    style = element.get("style", "").lower()
    return bool(SUSPECT_STYLE.search(style)) and _hides(declarations(style), element)


def _names(element):
    names = {f".{name}" for name in element.get("class", "").split()}
    return names | {f"#{element.get('id', '')}"}


def declarations(style: str) -> dict[str, str]:
    """Return the properties of a `style`, in lower case."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _hides(style, element):
    if style.get("display", "") == "none":
        return True
    if _ANIMATED.search(element.get("class", "")) or element.tag in ("img", "figure", "picture"):
        return False
    if style.get("visibility", "") in ("hidden", "collapse") or _is_number(style.get("opacity"), 0):
        return True
    return _is_unreadable(style) or _is_away(style) or _is_squeezed(style)


def _is_number(value, number):
    found = _NUMBER.fullmatch(value or "")
    return bool(found) and float(found[1]) == number


def _measure(value, limits):
    """A length and its limit, by the unit."""
    found = _NUMBER.match(value or "")
    if not found or found[2] not in limits:
        return None
    return float(found[1]), limits[found[2]]


def _is_unreadable(style):
    size = _measure(style.get("font-size"), _UNREADABLE)
    return bool(size) and 0 <= size[0] < size[1]


def _is_away(style):
    sides = ["text-indent", "margin-left", "margin-top", "margin"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        sides += ["left", "top", "right", "bottom"]
    measures = (_measure(style.get(side), _AWAY) for side in sides)
    return any(measure and measure[0] <= measure[1] for measure in measures)


def _is_squeezed(style):
    if style.get("clip", "").replace(" ", "") in (
        "rect(0,0,0,0)",
        "rect(0000)",
        "rect(1px,1px,1px,1px)",
    ):
        return True
    if "scale(0)" in style.get("transform", "").replace(" ", ""):
        return True
    if style.get("overflow", "") != "hidden":
        return False
    sides = ("height", "width", "max-height", "max-width")
    sizes = (_measure(style.get(side), {"px": 1, "": 1, "em": 0, "%": 0}) for side in sides)
    return any(size and size[0] <= size[1] for size in sizes)


# Letters in the colour of the paper


def _pale(root):
    """Text in the colour of what is behind it, unless it is most of the story: then the page was
    dark, or somebody pasted from one that was."""
    found = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if isinstance(element.tag, str) and element is not root and _is_pale(element):
            found.append(element)
            walk.skip_subtree()
    texts = [element.text_content() for element in found]
    told = [quoted(text) for text in texts if _WORDS.search(text)]
    if not told:
        return False, []
    if sum(map(len, texts)) * 2 > len(root.text_content()):
        return False, []
    for element in found:
        removed(element)
    message = f"Text in the colour of its background was removed: {listed(told)}."
    return True, [Finding(Kind.HIDDEN, message)]


def _is_pale(element):
    style = element.get("style", "")
    if "color" not in style.lower() and "color" not in element.attrib:
        return False
    properties = declarations(style)
    written = properties.get("color") or element.get("color", "").lower()
    if not written or element.get("class", ""):
        # A class may give it a background.
        return False
    if _TRANSPARENT.search(written):
        return True
    return _colour(written) == _paper(element)


def _paper(element):
    """The colour behind an element, as far as the story says: paper is white."""
    depth = 0
    while element is not None and depth < 30:
        style = declarations(element.get("style", ""))
        background = style.get("background-color") or style.get("background")
        background = background or element.get("bgcolor", "").lower()
        if background and not _TRANSPARENT.search(background):
            return _colour(background)
        if element.get("background") or element.get("class") or element.tag in ("td", "th"):
            return None
        element, depth = element.getparent(), depth + 1
    return None if element is not None else "ffffff"


def _colour(value):
    """A colour as six digits; a name that isn't black or white as it is."""
    for name, digits in _COLOURS.items():
        if value == name or value.startswith(f"{name} "):
            return digits
    if rgb := _RGB.search(value):
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    if found := _HEX.search(value):
        return found[1] or "".join(digit * 2 for digit in found[2])
    return value
