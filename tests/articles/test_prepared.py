"""Questions with blanks: the rows of the queryset, written and planned once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import DateTimeField, Value
from django.http import Http404
from django.utils import timezone

from articles.models import Article, Tag
from articles.prepared import Given, Prepared, by_slug, read
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite keeps its statements by itself"
)


def public():
    return Article.objects.published(Given("now", DateTimeField())).for_list()


def test_answer_is_what_the_queryset_says():
    now = timezone.now()
    stories = [make_article(published_at=now - timedelta(hours=age)) for age in (1, 3, 5)]
    question = Prepared(public)
    assert question(now=now) == stories
    assert question(now=now - timedelta(hours=2)) == stories[1:]
    assert question(now=now)[0].published_at == stories[0].published_at


def test_question_is_built_once(monkeypatch):
    built = []
    question = Prepared(lambda: built.append(1) or Tag.objects.filter(slug=Given("slug")))
    make_tag("Oil"), make_tag("Gas")
    assert [[str(tag) for tag in question(slug=slug)] for slug in ("oil", "gas", "x")] == [
        ["Oil"],
        ["Gas"],
        [],
    ]
    assert built == [1]


def test_what_is_no_blank_is_written_as_it_is():
    make_tag("Oil")
    words = "it's 100 %s of “it”; -- %"
    question = Prepared(lambda: Tag.objects.annotate(words=Value(words)).filter(pk__gte=0)[:7])
    assert [tag.words for tag in question()] == [words]


def test_row_by_its_slug_or_not_found():
    tag = make_tag("Oil")
    assert by_slug(Tag).get_or_404(slug="oil") == tag
    for slug in ("gas", "oil'", "%s", "x" * 10_000):
        with pytest.raises(Http404):
            by_slug(Tag).get_or_404(slug=slug)


def test_statement_is_counted_with_its_words(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        by_slug(Tag)(slug="oil")
    assert "'oil'" in queries[0]["sql"]


@on_postgresql
def test_plan_is_kept_by_the_connection():
    for slug in ("oil", "gas", "coal"):
        by_slug(Tag)(slug=slug)
    kept = read("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%tag%"])
    assert kept == [(1,)]
