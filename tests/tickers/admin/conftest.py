"""People at the desk of rates."""

import pytest

from tests.factories import make_user


def _signed_in(client, role):
    client.user = make_user(role.lower() if role else None, role=role)
    client.force_login(client.user)
    return client


@pytest.fixture
def chief(client, db):
    return _signed_in(client, "Chief")


@pytest.fixture
def editor(client, db):
    return _signed_in(client, "Editor")


@pytest.fixture
def reporter(client, db):
    return _signed_in(client, "Reporter")


@pytest.fixture
def outsider(client, db):
    """On the staff, without a role."""
    return _signed_in(client, None)
