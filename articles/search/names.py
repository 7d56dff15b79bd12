"""Countries, sections, tags and authors by name: offered beside what a search finds."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db import connection
from django.db.models import CharField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Length
from django.urls import reverse

from articles.search.index import backend
from articles.search.matches import Matches
from articles.search.words import WORD, folded, parse

OFFERED = 3
SUGGESTED = 8
#: So many names of a kind are looked at, the shortest first.
_NEAR = 10


@dataclass(frozen=True)
class Name:
    """A row that has a page of its own."""

    kind: str
    pk: int
    name: str
    slug: str
    key: str
    stories: int

    def get_absolute_url(self):
        return reverse(f"articles:{self.kind}", args=[self.slug])

    @property
    def words(self):
        return WORD.findall(self.key)


def named(query):
    """Return the Names that the words of `query` are in, whole; an exact one first.

    At most OFFERED, each with its number of stories, none without; one statement.
    """
    words = [word for term in query.wanted for word in WORD.findall(_key(" ".join(term)))]
    if not words or all(len(word) == 1 for word in words):
        return []
    condition = Q(*(Q(key__contains=word) for word in words))
    names = [name for name in _names(condition) if name.stories and set(words) <= set(name.words)]
    return sorted(names, key=lambda name: (name.words != words, len(name.key)))[:OFFERED]


def _key(text):
    from articles.models.taxonomy import fold

    return fold(text)


def _names(condition, near=_NEAR):
    from articles.models import Author, Country, Section, Tag

    first, *others = (_rows(model, condition, near) for model in (Country, Section, Tag, Author))
    return [Name(*row) for row in first.union(*others, all=True)]


def _rows(model, condition, near):
    from articles.models import Kind, MonthCount

    name = model._meta.model_name
    nearest = model.objects.filter(condition).order_by(Length("key"), "pk").values("pk")[:near]
    months = MonthCount.objects.filter(kind=Kind[name.upper()], key=OuterRef("pk")).order_by()
    stories = months.values("kind").annotate(total=Sum("count")).values("total")
    rows = model.objects.filter(pk__in=nearest).order_by()
    return rows.values_list(
        Value(name, CharField()), "pk", "name", "slug", "key", Coalesce(Subquery(stories), 0)
    )


# Suggestions ------------------------------------------------------------------------------


def suggestions(text):
    """Return up to SUGGESTED things that a reader who typed `text` may mean, as dictionaries."""
    key = " ".join(WORD.findall(_key(folded(text))))
    if len(key) < 2:
        return []
    condition = Q(key__startswith=key) | Q(key__contains=f" {key}")
    names = sorted(_names(condition, SUGGESTED), key=lambda name: (len(name.key), name.name))
    found = [
        {"text": name.name, "kind": name.kind, "url": name.get_absolute_url()} for name in names
    ]
    if len(found) < SUGGESTED:
        known = {row["text"].lower() for row in found}
        found += [row for row in _completions(text) if row["text"].lower() not in known]
    return found[:SUGGESTED]


def _completions(text):
    """What was typed, with its last word completed by words of headlines."""
    before, last = _last_word(folded(text))
    if len(last) < 2:
        return
    with connection.cursor() as cursor:
        words = backend().words_like(cursor, last, SUGGESTED)
    for word in words:
        query = urlencode({"q": before + word})
        address = f"{reverse('articles:search')}?{query}"
        yield {"text": before + word, "kind": "words", "url": address}


def _last_word(text):
    words = list(WORD.finditer(text))
    if not words or words[-1].end() != len(text):
        return text, ""
    return text[: words[-1].start()], words[-1][0]


# Spelling ---------------------------------------------------------------------------------


def did_you_mean(asked):
    """Return other words that do find something where `asked` found nothing, or None."""
    words = [word.lower() for term in asked.query.wanted for word in term]
    with connection.cursor() as cursor:
        instead = backend().similar(cursor, list(dict.fromkeys(words))[:4])
    if not instead:
        return None
    text = " ".join(instead.get(word, word) for word in words)
    return text if Matches(replace(asked, query=parse(text))).count() else None
