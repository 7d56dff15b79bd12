"""Connections to what the guard has judged, each no longer than until the deadline.

Certificate and `Host` stay those of the name in the URL: only the socket is ours.
"""

import ssl

import httpcore
import httpx

from .error import FetchError


class Deadline:
    """When a fetch has to be over, however slowly a server drips."""

    def __init__(self, seconds, clock):
        self._clock, self._began, self._seconds = clock, clock(), seconds

    def spent(self):
        return self._clock() - self._began

    def left(self):
        return self._seconds - self.spent()

    def within(self, timeout):
        """Return how long one step may take; raise a timeout when no time is left."""
        left = self.left()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)


class Transport(httpx.HTTPTransport):
    """One request through `guard`; no proxy, no cookie, nothing from the environment."""

    def __init__(self, guard, deadline, certificates):
        # In place of super().__init__(), which takes no backend. Should httpx call the pool
        # otherwise one day, it finds none and nothing is fetched unguarded.
        self._pool = httpcore.ConnectionPool(
            ssl_context=certificates, network_backend=_Network(guard, deadline)
        )


class _Network(httpcore.NetworkBackend):
    def __init__(self, guard, deadline):
        self._guard, self._deadline = guard, deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        failure = httpcore.ConnectError(f"{host} has no address")
        for address in self._guard.addresses(host, port):
            within = self._deadline.within(timeout)
            try:
                stream = self._sockets.connect_tcp(
                    address, port, within, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream, deadline):
        self._stream, self._deadline = stream, deadline
        self.close, self.get_extra_info = stream.close, stream.get_extra_info

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, self._deadline.within(timeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        within = self._deadline.within(timeout)
        try:
            return _Stream(
                self._stream.start_tls(ssl_context, server_hostname, within), self._deadline
            )
        except httpcore.ConnectError as error:
            if not isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise
            raise FetchError(
                f"The certificate of {server_hostname} is not valid: "
                f"{error.__cause__.verify_message}. Nothing was fetched; whoever runs that site "
                "has to renew it."
            ) from error
