"""A web site on loopback for commands that fetch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site says to a request; `hangs` keeps it from ever ending, until the site is closed."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False


class WebSite:
    """Answers by path, and remembers who asked for what."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str]] = []
        self.closing = threading.Event()
        self.url = ""

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(answers: dict[str, Answer]) -> Iterator[WebSite]:
    """The site, while it is open; what it has no answer for is not found."""
    site = WebSite(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("User-Agent", "")))
            answer = site.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) + answer.hangs))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.hangs:
                site.closing.wait(60)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            # nobody reads the log of a test's site
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
