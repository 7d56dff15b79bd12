"""What may be fetched from: servers on the public internet, by http and https.

Whoever can name an address, in the desk, in an imported story or by a redirect, must not reach
what only this machine can: databases, routers, the credentials of a cloud.
"""

import socket
from ipaddress import ip_address, ip_network

from .error import FetchError, Forbidden, shown

_PORTS = {"http": 80, "https": 443}
# What a name server says of a name that nobody has; anything else may pass.
_NO_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
# Elsewhere nothing is public yet; this leaves out all that has an IPv4 address inside (mapped,
# NAT64), unique local, link-local and multicast ones.
_PUBLIC_IPV6 = ip_network("2000::/3")
# What Python's own list has only in newer versions, or holds for public.
_SPECIAL = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10",  # inside of providers; metadata of Alibaba's cloud
        "192.0.0.0/24",  # protocols; metadata of Oracle's cloud
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # metadata of Azure
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, with an IPv4 address inside
        "3fff::/20",  # documentation
    )
)


def is_public(address):
    """Say whether a server with this `IPv4Address` or `IPv6Address` is anybody's to ask."""
    if address.version == 6 and address not in _PUBLIC_IPV6:
        return False
    special = address.is_multicast or any(address in network for network in _SPECIAL)
    return address.is_global and not special


class Guard:
    """Judges addresses. `allow` names servers that may be private, `host:port` as in the URL."""

    def __init__(self, allow=(), resolve=socket.getaddrinfo):
        self._allow = frozenset(place.lower() for place in allow)
        self._resolve = resolve

    def check(self, url):
        """Raise `Forbidden` where a URL tells by itself that it won't be fetched."""
        host = url.raw_host.decode("ascii")
        port = _PORTS.get(url.scheme) if url.port is None else url.port
        if url.scheme not in _PORTS or not host:
            raise Forbidden(
                f"{shown(url)} can't be fetched: only http and https can. "
                "Give an address like https://www.example.org/file.xml."
            )
        if url.userinfo:
            # Not shown: what stands there is a password.
            raise Forbidden(
                f"An address at {host} has a name or a password before its host, which is not "
                "sent. Give the address without it."
            )
        if port not in _PORTS.values() and not self._allows(host, port):
            raise Forbidden(
                f"{shown(url)} has the port {port}; only 80 and 443 are fetched from. "
                f"Give an address without it, or name {_place(host, port)} in FETCH_ALLOW."
            )

    def addresses(self, host, port):
        """Return the IP addresses of `host`, as text; raise `Forbidden` if any is not public.

        They are what is connected to: asked again, the name might lead elsewhere.
        """
        found = list(dict.fromkeys(answer[4][0] for answer in self._ask(host, port)))
        private = [each for each in found if not is_public(ip_address(each))]
        if private and not self._allows(host, port):
            named = "is" if private == [host] else f"leads to {private[0]}, which is"
            raise Forbidden(
                f"Nothing is fetched from {host}: it {named} no public address. "
                f"Give a public one, or name {_place(host, port)} in FETCH_ALLOW."
            )
        return found

    def _ask(self, host, port):
        try:
            return self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            passing = isinstance(error, OSError) and error.errno not in _NO_NAME
            advice = "Try again later" if passing else "Check how it is written"
            raise FetchError(
                f"The address of the host {shown(host)} was not found. {advice}.", passing=passing
            ) from error

    def _allows(self, host, port):
        return _place(host, port) in self._allow


def _place(host, port):
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
