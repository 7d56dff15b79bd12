"""Questions about many values at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def test_among_finds_texts_and_numbers():
    first, second, _ = (make_article(slug=slug) for slug in ("o'zbek", 'a "quoted" %s', "c"))
    texts = Article.objects.filter(slug__among=[first.slug, second.slug, "missing"])
    assert set(texts) == {first, second}
    assert set(Article.objects.filter(pk__among=[first.pk, second.pk])) == {first, second}
    assert not Article.objects.filter(slug__among=[])


def test_among_takes_more_values_than_a_statement_has_parameters():
    tag = make_tag(name="Ош")
    names = [f"tag {number}" for number in range(70_000)] + [tag.name]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert list(Tag.objects.filter(name__among=names)) == [tag]
    assert len(queries) == 1
