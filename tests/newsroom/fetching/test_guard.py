"""Which addresses are fetched from: judged after DNS, whatever they are written like."""

import socket
from ipaddress import ip_address

import httpx
import pytest

from newsroom.fetching import FetchError, Forbidden
from newsroom.fetching.error import shown
from newsroom.fetching.guard import Guard, is_public

PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
PRIVATE = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3",
    "10.0.0.5",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "64:ff9b::7f00:1",
    "64:ff9b::93.184.215.14",
    "64:ff9b:1::a00:5",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:5db8:d70e::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
]


def resolving(*addresses):
    """A name server that answers so to every name."""

    def resolve(host, port, **kwargs):
        families = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (families[ip_address(each).version], socket.SOCK_STREAM, 6, "", (each, port))
            for each in addresses
        ]

    return resolve


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_public_is_refused(address):
    assert not is_public(ip_address(address))
    with pytest.raises(Forbidden, match="no public address"):
        Guard(resolve=resolving(address)).addresses("rates.example", 80)


@pytest.mark.parametrize(
    "address", [PUBLIC, PUBLIC_6, "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1"]
)
def test_public_address_is_returned_as_it_was_resolved(address):
    assert Guard(resolve=resolving(address)).addresses("rates.example", 443) == [address]


def test_addresses_come_in_their_order_and_once():
    guard = Guard(resolve=resolving(PUBLIC_6, PUBLIC, PUBLIC_6))
    assert guard.addresses("rates.example", 443) == [PUBLIC_6, PUBLIC]


@pytest.mark.parametrize("answers", [(PUBLIC, "10.0.0.5"), ("::1", PUBLIC_6)])
def test_one_private_address_among_public_ones_is_enough_to_refuse(answers):
    with pytest.raises(Forbidden, match="leads to (10.0.0.5|::1)"):
        Guard(resolve=resolving(*answers)).addresses("rates.example", 80)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0",
        "127。0。0。1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "localhost",
        "LOCALHOST",
    ],
)
def test_this_machine_is_refused_however_it_is_written(host):
    """Here the system's own resolver answers, which knows all these forms without any network."""
    url = httpx.URL(f"http://{host}/")
    guard = Guard()
    guard.check(url)
    with pytest.raises(Forbidden, match="no public address"):
        guard.addresses(url.raw_host.decode(), 80)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://rates.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://rates.example/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("rates.example/daily.xml", "only http and https"),
        ("//rates.example/daily.xml", "only http and https"),
        ("", "only http and https"),
        ("http:///daily.xml", "only http and https"),
        ("http://rates.example:22/", "has the port 22"),
        ("https://rates.example:8443/", "name rates.example:8443 in FETCH_ALLOW"),
        ("http://[2001:db8::1]:0/", r"name \[2001:db8::1\]:0 in FETCH_ALLOW"),
        ("https://anna@rates.example/", "a name or a password"),
        ("https://:pw@rates.example/", "a name or a password"),
    ],
)
def test_url_that_is_refused_by_itself(url, sentence):
    with pytest.raises(Forbidden, match=sentence) as refused:
        Guard().check(httpx.URL(url))
    assert not refused.value.passing


@pytest.mark.parametrize(
    "url", ["http://rates.example/", "https://rates.example:80/", "HTTPS://RATES.example:443/"]
)
def test_url_that_is_not_refused_by_itself(url):
    Guard().check(httpx.URL(url))


def test_password_is_not_told():
    with pytest.raises(Forbidden) as refused:
        Guard().check(httpx.URL("https://anna:opensesame@rates.example/"))
    assert "opensesame" not in str(refused.value)


def test_nothing_private_is_allowed_unless_it_is_named():
    guard = Guard(["Intranet:8080", "[::1]:80"], resolving("10.0.0.5"))
    guard.check(httpx.URL("http://intranet:8080/"))
    assert guard.addresses("intranet", 8080) == ["10.0.0.5"]
    assert guard.addresses("::1", 80) == ["10.0.0.5"]
    for host, port in [("intranet", 80), ("other", 8080), ("10.0.0.5", 8080)]:
        with pytest.raises(Forbidden):
            guard.addresses(host, port)
    with pytest.raises(Forbidden, match="8081"):
        guard.check(httpx.URL("http://intranet:8081/"))


@pytest.mark.parametrize(
    ("raised", "passing"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), False),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), True),
        (UnicodeError("label too long"), False),
    ],
)
def test_name_without_an_address(raised, passing):
    def resolve(host, port, **kwargs):
        raise raised

    with pytest.raises(FetchError, match=r"host rates\.example was not found") as failed:
        Guard(resolve=resolve).addresses("rates.example", 80)
    assert failed.value.passing is passing
    assert not isinstance(failed.value, Forbidden)


def test_address_is_shown_without_keys_and_passwords_and_in_a_line():
    assert shown("https://a.example/x?app_id=s3cret&day=1&api_key=t#f") == (
        "https://a.example/x?app_id=…&day=1&api_key=…#f"
    )
    assert shown("https://anna:pw@a.example/x?to=b@c") == "https://…@a.example/x?to=b@c"
    assert len(shown("https://a.example/" + 5000 * "x")) == 201
