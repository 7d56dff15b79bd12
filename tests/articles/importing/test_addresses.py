"""What the old address of a story says of it."""

import pytest

from articles.importing.addresses import host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Old.example/a", "old.example"),
        ("//old.example", "old.example"),
        ("https://[x", ""),
        ("mailto:x", ""),
        ("/a", ""),
    ],
)
def test_host_of_an_address_is_that_of_its_site(address, host):
    assert host_of(address) == host
