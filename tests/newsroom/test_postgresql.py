"""The health check of a kept connection: the socket is asked, not the server."""

import pytest
from django.db import connection, connections

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="for PostgreSQL"),
]


@pytest.fixture
def kept():
    """A connection of our own: the tests' is not to be cut."""
    kept = connections.create_connection("default")
    kept.ensure_connection()
    yield kept
    kept.close()


def process_of(kept):
    return kept.connection.info.backend_pid


def test_connection_that_is_open_is_usable(kept):
    assert kept.is_usable()
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert kept.is_usable()


def test_connection_that_the_server_ended_is_not_usable(kept):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process_of(kept)])
        assert cursor.fetchone() == (True,)
    assert not kept.is_usable()


def test_connection_that_we_closed_is_not_usable(kept):
    kept.connection.close()
    assert not kept.is_usable()


def test_request_after_the_server_ended_its_connection_gets_a_new_one(kept):
    before = process_of(kept)
    kept.health_check_enabled, kept.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert process_of(kept) != before
