"""An export is of one moment, and nobody waits for it."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models import Value

from articles.exporting import Archive
from articles.exporting.snapshot import by_letters, snapshot
from articles.models import Article, Tag
from tests.factories import make_article, make_tag


@pytest.mark.django_db(transaction=True)
def test_transaction_is_one_that_others_need_not_wait_for():
    told = []

    def listen(execute, sql, *arguments):
        told.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(listen), snapshot():
        assert connection.in_atomic_block
    assert (
        told
        == {
            "sqlite": ["BEGIN DEFERRED"],
            "postgresql": ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"],
        }[connection.vendor]
    )
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="its test database is in memory, where nobody can write while another reads",
)
def test_what_is_written_meanwhile_is_not_in_it():
    first = make_article(slug="first")
    with snapshot():
        stories = Archive().stories()
        assert Tag.objects.count() == 0
        for change in (_write_second, lambda: Article.objects.filter(pk=first.pk).delete()):
            thread = Thread(target=_closing(change))
            thread.start()
            thread.join()
        assert [story.row.slug for story in stories] == ["first"]
    assert [story.row.slug for story in Archive().stories()] == ["second"]


def _write_second():
    make_article(slug="second", tags=[make_tag()])


def _closing(change):
    def run():
        try:
            change()
        finally:
            connection.close()

    return run


@pytest.mark.django_db
def test_within_a_transaction_it_is_that_one():
    before = connection.queries_log
    with snapshot():
        make_article()
        assert connection.queries_log.maxlen == 0
    assert connection.queries_log is before
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_letters_are_sorted_by_their_numbers():
    for slug in ("я", "a", "Z", "é"):
        make_tag(slug=slug)
    named = Tag.objects.annotate(same=Value(1)).order_by(by_letters("slug"))
    assert list(named.values_list("slug", flat=True)) == ["Z", "a", "é", "я"]
