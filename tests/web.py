"""A web server on this machine that answers, well or badly, what a test tells it to."""

import socket
import ssl
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

#: Key and certificate of a host named rates.test, signed by itself, good until 2120. No secret.
CERTIFICATE = Path(__file__).parent / "rates.test.pem"


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Web(ThreadingHTTPServer):
    """`web.answers["/path"] = [answer, …]`, of which the last repeats; `web.requests` and what
    was `posted` are told."""

    daemon_threads = True

    def __init__(self, secure=False):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.requests, self.posted, self.taken = {}, [], [], 0
        self.stopped = Event()
        self.scheme = "https" if secure else "http"
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            # Shaken hands with in the request's own thread, where a refusal hurts nobody.
            self.socket = context.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def url(self, path="/", host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.server_port}{path}"

    def place(self, host="127.0.0.1"):
        return f"{host}:{self.server_port}"

    def paths(self):
        return [path for path, _ in self.requests]

    def handle_error(self, request, client_address):
        """A client that goes away in the middle is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.server.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def do_GET(self):
        server, path = self.server, self.path.partition("?")[0]
        before = server.paths().count(self.path)
        server.requests.append((self.path, dict(self.headers)))
        self.close_connection = True
        answers = server.answers.get(path, [answer(404)])
        answers[min(before, len(answers) - 1)](self)

    def log_message(self, format, *args):
        pass


@contextmanager
def serving(**options):
    with Web(**options) as web:
        thread = Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            web.stopped.set()
            web.shutdown()
            thread.join()


def answer(status=200, body=b"", **headers):
    """Answer with these. `Content_Length=None` leaves that header out."""

    def send(handler):
        handler.send_response(status)
        told = {"Content_Length": str(len(body)), "Connection": "close"} | headers
        for name, value in told.items():
            if value is not None:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def raw(sent, then=lambda handler: None):
    """Send these bytes, whether they are HTTP or not."""

    def send(handler):
        handler.wfile.write(sent)
        then(handler)

    return send


def silence(handler):
    """Say nothing until the test is over."""
    handler.server.stopped.wait(5)


def dripping(start, drop, seconds=0.01):
    """Send `start`, and then `drop` again and again, for some seconds or as long as one listens."""

    def send(handler):
        handler.wfile.write(start)
        with suppress(OSError):
            for _ in range(300):
                handler.wfile.write(drop)
                time.sleep(seconds)

    return send


def flood(megabytes, **headers):
    """Send so much, without saying beforehand how much it is; `web.taken` tells what was taken."""

    def send(handler):
        answer(**({"Content_Length": None} | headers))(handler)
        for _ in range(megabytes):
            handler.wfile.write(bytes(1024 * 1024))
            handler.server.taken += 1

    return send
