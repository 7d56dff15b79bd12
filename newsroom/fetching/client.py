"""The client: asks politely, follows few redirects, tries again, and bears no more than its limits.

It knows no Django, and its clock can be handed in.
"""

import random
import socket
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import count

import httpx

from . import answer
from .connection import Deadline, Transport
from .error import FetchError, Forbidden, shown
from .guard import Guard

REDIRECTS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, in bytes, and how long, in seconds, a client bears, and how often it tries."""

    size: int = 16 * 1024 * 1024
    connect: float = 10
    silence: float = 20
    whole: float = 90
    tries: int = 4
    first_pause: float = 2
    longest_pause: float = 30
    pace: float = 1


class Client:
    """Fetches as `agent`; `allow` names servers that may be private, as `host:port`.

    The pace is kept by each client for itself; threads can share one.
    """

    def __init__(
        self,
        agent,
        allow=(),
        limits=Limits(),
        *,
        clock=time.monotonic,
        sleep=time.sleep,
        resolve=socket.getaddrinfo,
        certificates=None,
    ):
        self._agent, self._limits, self._clock, self._sleep = agent, limits, clock, sleep
        self._guard = Guard(allow, resolve)
        self._certificates = certificates or httpx.create_ssl_context(trust_env=False)
        self._turns, self._lock = {}, threading.Lock()

    def fetch(self, url, *, etag="", last_modified="", body=b"", headers=()):
        """Return the `Answer` of `url`, or raise a `FetchError`.

        With the `etag` or `last_modified` of an earlier answer, a server may say that nothing
        has changed. What may pass is tried again, as long as `Limits` let it. A question that is
        asked with a `body`, and `headers` (pairs) about it, is posted: it must change nothing
        there, and no redirect carries it elsewhere.
        """
        headers = {
            **dict(headers),
            "User-Agent": self._agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate, br",
            "If-None-Match": etag.encode(),
            "If-Modified-Since": last_modified.encode(),
        }
        headers = {name: value for name, value in headers.items() if value}
        deadline = Deadline(self._limits.whole, self._clock)
        for tried in count(1):
            try:
                return self._follow(_parsed(url), headers, body, deadline)
            except FetchError as error:
                pause = self._pause(tried, error.after)
                too_long = pause > min(self._limits.longest_pause, deadline.left())
                if not error.passing or tried >= self._limits.tries or too_long:
                    raise
            self._sleep(pause)

    def _pause(self, tried, after):
        backoff = self._limits.first_pause * 2 ** (tried - 1)
        jitter = 0.5 + random.random() / 2  # noqa: S311 - spreads load, hides nothing
        return max(min(backoff, self._limits.longest_pause) * jitter, after or 0)

    def _follow(self, first, headers, body, deadline):
        url = first
        for hop in range(REDIRECTS + 1):
            try:
                found = self._ask(url, headers, body, deadline)
            except FetchError as error:
                if hop:
                    error.redirected_from(first)
                raise
            if isinstance(found, answer.Answer):
                return found
            url = found
        raise FetchError(
            f"{shown(first)} redirects more than {REDIRECTS} times. "
            "Give the address at which that ends, if it does."
        )

    def _ask(self, url, headers, body, deadline):
        """Return the answer of one server, or the URL to which it redirects."""
        self._guard.check(url)
        self._wait_for_turn(url.raw_host)
        timeout = httpx.Timeout(self._limits.silence, connect=self._limits.connect).as_dict()
        request = httpx.Request(
            "POST" if body else "GET",
            url,
            headers=headers,
            content=body or None,
            extensions={"timeout": timeout},
        )
        try:
            with (
                Transport(self._guard, deadline, self._certificates) as transport,
                closing(transport.handle_request(request)) as response,
            ):
                response.request = request
                if response.has_redirect_location:
                    return _target(url, response.headers["location"], is_posted=bool(body))
                return answer.read(response, deadline, self._limits.size)
        except httpx.TimeoutException as error:
            raise self._late(url, deadline) from error
        except httpx.TransportError as error:
            why = str(error)[:200].rstrip(".") or "the connection broke"
            raise FetchError(
                f"{shown(url)} could not be read: {why}. Try again later.",
                passing=not isinstance(error, httpx.LocalProtocolError),
            ) from error

    def _wait_for_turn(self, host):
        with self._lock:
            now = self._clock()
            turn = max(now, self._turns.get(host, now))
            self._turns[host] = turn + self._limits.pace
        if turn > now:
            self._sleep(turn - now)

    def _late(self, url, deadline):
        if deadline.left() > 0:
            told = "did not answer in time"
        else:
            told = f"did not come whole within {self._limits.whole:g} seconds"
        return FetchError(f"{shown(url)} {told}. Try again later.", passing=True)


def _parsed(text, base=None):
    try:
        return base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(
            f"“{shown(text)}” is no address ({error}). "
            "Give one like https://www.example.org/file.xml."
        ) from error


def _target(url, location, is_posted):
    try:
        target = _parsed(location, url)
    except FetchError as error:
        error.redirected_from(url)
        raise
    if is_posted:
        raise FetchError(
            f"{shown(url)} redirects to {shown(target)}, and a posted question goes no further. "
            "Give that address, if it is the right one."
        )
    if url.scheme == "https" and target.scheme == "http":
        raise Forbidden(
            f"{shown(url)} redirects from https to {shown(target)}, where anybody on the way could "
            "change what comes. Check the address."
        )
    return target
