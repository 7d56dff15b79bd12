"""What a post is filed under: the terms of WordPress's own taxonomies and of well-known plugins."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from articles.importing.record import Category

#: A longer line of parents is cut: no site has one, and deep records can't be handed on.
MOST_PARENTS = 20
# What WordPress files posts under that nobody filed, as its languages call it here.
_NO_CATEGORY = frozenset(["uncategorized", "Uncategorized", "Без рубрики"])
_NAMES = {"post_tag": "tag", "countries": "country"}
# What sites with post types of their own call their categories and tags: `news_category`.
_CATEGORIES = re.compile(r"(?:.*[_-])?(?:categor(?:y|ies)|cat|sections?|rubrics?|rubrika)")
_TAGS = re.compile(r"(?:.*[_-])?tags?")
# Whose terms say nothing of a story.
_SILENT = frozenset("post_format nav_menu post_translations term_language".split())
_KNOWN = frozenset("category tag author country language".split())
# Polylang keeps the language of a post as a term.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def taxonomy_of(domain: str) -> str:
    """Return which of WordPress's own taxonomies one is, else its own name."""
    if _CATEGORIES.fullmatch(domain):
        return "category"
    return "tag" if _TAGS.fullmatch(domain) else _NAMES.get(domain, domain)


class Term(NamedTuple):
    """A term of a taxonomy (`domain`). Its name is plain text on one line."""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What a post is filed under. `unknown` are taxonomies that have no place here, `loops` the
    names of categories that are each other's parents."""

    categories: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    language: str = ""
    unknown: tuple[str, ...] = ()
    loops: tuple[tuple[str, ...], ...] = ()


def filing_of(
    terms: Iterable[Term],
    above: Callable[[str], tuple[str, str] | None],
    byline: Callable[[str, str], str],
    primary: str = "",
    creator: str = "",
) -> Filing:
    """Return what these terms say. `above(slug)` is the parent of a category, by its slug and
    name, `byline(slug, name)` whose name a term of authors means. The category with the slug
    `primary` is the first; `creator` is the author where no term names one.

    WXR 1.0 writes each category twice, once without a domain, and tags as `domain="tag"`.
    """
    found = {}
    # WordPress's own categories go before those of others.
    for domain, slug, name in sorted(terms, key=lambda term: term.domain != "category"):
        taxonomy = taxonomy_of(domain)
        if name and not (taxonomy == "category" and _NO_CATEGORY & {slug, name}):
            names = found.setdefault(taxonomy, {})
            names[name] = names.get(name) or slug
    categories = found.get("category", {})
    bylines = {byline(slug, name): True for name, slug in found.get("author", {}).items()}
    authors = map(person, bylines or [creator])
    language = next(iter(found.get("language", {}).values()), "")
    primary_first = sorted(categories.items(), key=lambda item: not primary or item[1] != primary)
    lines = [_line_of(slug, name, above) for name, slug in primary_first]
    return Filing(
        categories=tuple(category_of(line) for line, _ in lines),
        tags=tuple(found.get("tag", ())),
        authors=tuple(filter(None, authors)),
        countries=tuple(found.get("country", ())),
        language=language if _LANGUAGE.fullmatch(language) else "",
        unknown=tuple(domain for domain in found if domain not in _KNOWN | _SILENT),
        loops=tuple(dict.fromkeys(loop for _, loop in lines if loop)),
    )


def _line_of(slug, name, above):
    """A category and those above it; and the names of those in the loop that the line ends in."""
    line, slugs = [(slug, name)], [slug]
    while (higher := above(slugs[-1])) and higher[0] not in slugs and len(line) <= MOST_PARENTS:
        line.append(higher)
        slugs.append(higher[0])
    loop = line[slugs.index(higher[0]) :] if higher and higher[0] in slugs else ()
    return line, tuple(sorted(name for _, name in loop))


def category_of(line: Iterable[tuple[str, str]]) -> Category:
    """Return the category of a line of slugs and names, from itself up to the eldest parent."""
    category = None
    for slug, name in reversed(list(line)):
        category = Category(name, unquote(slug), category)
    return category


def person(name: str) -> str:
    """Return a name on one line. The address of a person is nobody's byline."""
    if "@" in name:
        name = name.partition("@")[0]
    return " ".join(unescape(name).split())
