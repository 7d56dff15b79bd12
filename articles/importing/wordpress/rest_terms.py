"""Who wrote a post and what it is filed under, as far as its object tells more than numbers."""

from typing import Any

from articles.importing.wordpress.body import plain
from articles.importing.wordpress.rest_values import (
    dict_of,
    dicts_of,
    embedded,
    number_of,
    text_of,
)
from articles.importing.wordpress.site import searched_name
from articles.importing.wordpress.terms import Filing, Term, filing_of

# Where plugins list several authors: Co-Authors Plus, PublishPress Authors, Newspack.
_PEOPLE = ("coauthors", "authors", "newspack_author_info")
_NAMES = ("display_name", "displayName", "name")


def filing_of_post(value: dict[str, Any]) -> Filing:
    """Return what a post is filed under: by its `_embedded` terms, and by the lists that
    plugins for several authors add."""
    terms = _Terms(value)
    found, people = terms.all, _people(value)
    if people:
        found = [term for term in found if term.domain != "author"]
        found += [Term("author", "", name) for name in people]
    language = text_of(value.get("lang"))
    if language:
        found.append(Term("language", language, language))
    return filing_of(found, terms.above, terms.byline, creator=_creator(value))


def _people(value):
    for key in _PEOPLE:
        names = [_name(person) for person in dicts_of(value.get(key))]
        if any(names):
            return [name for name in names if name]
    users = [_name(user) for user in embedded(value, "author")]
    return users if len(users) > 1 and all(users) else []


def _creator(value):
    names = [_name(person) for person in embedded(value, "author")]
    seo = dict_of(value.get("yoast_head_json"))
    return next(filter(None, [*names, plain(text_of(seo.get("author")))]), "")


def _name(person):
    names = (plain(text_of(person.get(key))) for key in _NAMES)
    return next(filter(None, names), "")


class _Terms:
    """The embedded terms of a post, which know of each other and of its author."""

    def __init__(self, value):
        groups = dict_of(value.get("_embedded")).get("wp:term")
        told = [
            term
            for group in (groups if isinstance(groups, list) else ())
            for term in dicts_of(group)
        ]
        self.all = [_term(term) for term in told]
        self._by_number = {number_of(term.get("id")): term for term in told}
        self._by_slug = {text_of(term.get("slug")): term for term in told}
        users = [user for user in embedded(value, "author") if text_of(user.get("slug"))]
        self._users = {text_of(user["slug"]): _name(user) for user in users}

    def byline(self, slug: str, name: str) -> str:
        """Return the name behind a term of authors, which may be a login."""
        described = text_of(self._by_slug.get(slug, {}).get("description"))
        known = self._users.get(slug.removeprefix("cap-")) or searched_name(name, described)
        return known or name

    def above(self, slug: str) -> tuple[str, str] | None:
        """Return the parent of a category, where it is embedded too."""
        term = self._by_slug.get(slug) or {}
        parent = self._by_number.get(number_of(term.get("parent")))
        return _term(parent)[1:] if parent else None


def _term(term):
    domain, slug = text_of(term.get("taxonomy")), text_of(term.get("slug"))
    return Term(domain, slug, plain(text_of(term.get("name"))))
