"""The order in which a story is looked through, and the first look that spares most of them it."""

import re

from articles.importing.hygiene import characters, hidden, leftovers, scripts, spam, tracking, tree
from articles.importing.hygiene.finding import Examined, Finding
from articles.importing.hygiene.vocabulary import DISGUISED, LOUDEST, SUSPECT

_TAG_NAME = re.compile(r"<([a-z][a-z0-9]*)")
_SUSPECT_TAGS = frozenset("script noscript style iframe frame object embed marquee".split())
_TAG_WITH_ATTRIBUTES = re.compile(r"<[a-z][a-z0-9]*[\s/][^<>]+>")
_ATTRIBUTE = re.compile(r"[\s\"'/]([a-z-]+)\s*=")
_TINY = re.compile(r"\b(?:width|height)(?:\s*=[\s\"']*|\s*:\s*)0*[01](?![\d.])")
_STYLE = re.compile(r"style\s*=\s*(\"[^\"]*|'[^']*|[^\s>]*)")
# The look ahead: else a tag that is never closed would be searched from each of its words.
_LINK = re.compile(r"<a\s(?=[^<>]*>)[^<>]*?href\s*=[\s\"']*([^<>\s\"']*)[^<>]*>([^<]*)")
_FIRST_LINK = re.compile(r"\s*(?:<(?!a\s)[^<>]*>\s*){0,6}<a\s")
_LAST_LINK = re.compile(r"</a>\W{0,10}(?:</?(?!a\s)[^<>]*>\s*){0,6}\s*$")
_EDGE = 700


def examine(body: str, site: str = "") -> Examined:
    """Look through the HTML of a story, before it is cleaned, and tell what was found in it.

    `site` is the host of the system that it comes from, "" when it isn't known: links there are
    nobody's injection. A story without fault comes back as the very same string.
    """
    body, findings = characters.mended(body)
    if _is_suspect(body):
        body = _looked_through(body, site.lower().removeprefix("www."), findings)
    return Examined(leftovers.cleared(body), _merged(findings) if findings else ())


def _looked_through(body, site, findings):
    root = tree.parsed(body)
    if root is None:
        return body
    hidden_names = scripts.hidden_names(root)
    is_changed = False
    for look in (
        scripts.examine,
        lambda root: tracking.examine(root, lambda address: _is_own(address, site)),
        lambda root: hidden.examine(root, hidden_names),
        lambda root: spam.examine(root, site),
    ):
        changed, found = look(root)
        is_changed = is_changed or changed
        findings.extend(found)
    return tree.written(root) if is_changed else body


def _merged(findings):
    """One finding of a kind: an editor wants to know, not to drown."""
    messages = {}
    for finding in findings:
        messages.setdefault(finding.kind, []).append(finding.message)
    return tuple(Finding(kind, " ".join(told)) for kind, told in messages.items())


def _is_own(address, site):
    host = spam.host_of(address)
    return not host or (bool(site) and (host == site or host.endswith(f".{site}")))


def _is_suspect(body):
    """A first look, which may be wrong only on the safe side."""
    low = body.lower()
    names = set(_TAG_NAME.findall(low))
    if names & _SUSPECT_TAGS:
        return True
    attributes = "".join(_TAG_WITH_ATTRIBUTES.findall(low))
    if attributes and _has_suspect_attribute(attributes):
        return True
    if "a" in names:
        return _has_suspect_links(low)
    edges = low if len(low) < 2 * _EDGE else low[:_EDGE] + low[-_EDGE:]
    return any(word in edges for word in LOUDEST)


def _has_suspect_attribute(attributes):
    if "script:" in attributes or "data:" in attributes or "hidden" in attributes:
        return True
    names = set(_ATTRIBUTE.findall(attributes))
    if any(name.startswith("on") for name in names):
        return True
    if "color" in names and hidden.SUSPECT_COLOUR.search(attributes):
        return True
    if "src" in names and tracking.TRACKERS.search(attributes):
        return True
    if not names.isdisjoint(("width", "height", "style")) and _TINY.search(attributes):
        return True
    styles = set(_STYLE.findall(attributes)) if "style" in names else ()
    return any(hidden.SUSPECT_STYLE.search(style) for style in styles)


def _has_suspect_links(low):
    links = _LINK.findall(low)
    words = " ".join(words for _, words in links)
    if SUSPECT.search(words) or DISGUISED.search(words):
        return True
    if SUSPECT.search(" ".join(spam.host_of(address) for address, _ in links)):
        return True
    if len(links) < spam.RUN:
        return False
    return bool(_FIRST_LINK.match(low) or _LAST_LINK.search(low[-300:]))
