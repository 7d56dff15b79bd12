"""Showing in each found story the words that found it."""

import unicodedata

from django.db import connection

from articles.search.excerpt import excerpt, marked, spans, words_of
from articles.search.index import backend


def mark(stories, query):
    """Give each story `marked_headline` and `marked_excerpt`: HTML, the words in <mark>.

    One statement, whatever their number: which of their words mean those of the query.
    """
    if not (stories and query):
        return
    texts = [(story.headline, story.summary, story.searched_text) for story in stories]
    same = _same(query, " ".join(part for parts in texts for part in parts))
    for story, parts in zip(stories, texts, strict=True):
        story.marked_headline, story.marked_excerpt = _marked(parts, query, same)


def _same(query, text):
    """Return what words of the query each word of `text` means, where it does: {word: words}."""
    typed = {word.lower() for term in query.wanted for word in term}
    initials = {_initial(word) for word in typed}
    words = {word for _, _, word in words_of(text)}
    near = sorted(word for word in words - typed if _initial(word) in initials)
    same = {word: {word} for word in typed}
    if not near:
        return same
    with connection.cursor() as cursor:
        for word, meant in backend().same(cursor, sorted(typed), near):
            same.setdefault(word, set()).add(meant)
    return same


def _initial(word):
    """A stem keeps the first letter of its words."""
    return unicodedata.normalize("NFKD", word)[0]


def _marked(texts, query, same):
    terms = [tuple(word.lower() for word in term) for term in query.wanted]
    headline, summary, body = texts
    found = {text: spans(text, terms, same) for text in texts}
    shown = summary if found[summary] or not found[body] and summary else body
    return marked(headline, found[headline]), excerpt(shown, found[shown])
