"""The press: serves all hosts of an edition, and notes each request with its time."""

from __future__ import annotations

import hashlib
import re
import time
from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, datetime

from tests.acceptance.machines.arrivals import Arrival, Response
from tests.acceptance.machines.edition import Edition, Kind
from tests.acceptance.machines.ledger import Ledger
from tests.acceptance.machines.places import Places, hosts_by_address
from tests.acceptance.machines.printing import WINDOW, issue, page, printed, robots

_LIST = re.compile(r"/([0-9]+)/[a-z]+\.(?:xml|html)")
_ARTICLE = re.compile(r"/(?:go/|news/2026/.*-)(X[0-9]{5})(?:\.html)?")
_WORKER = re.compile(r"worker-[0-9]+")
_MISSING = Response(status=404, body=b"not here")


class Press:
    """Serves an edition. Until `begin`, its lists hold the backlog alone."""

    def __init__(self, edition: Edition, places: Places, ledger: Ledger) -> None:
        self._edition, self._places, self._ledger = edition, places, ledger
        self._hosts = hosts_by_address(edition, places)
        self._times = {number: [one.at for one in found] for number, found in edition.by_source.items()}
        self._began: float | None = None
        self._began_at = datetime.now(UTC)

    def begin(self) -> None:
        """Publishing begins now."""
        if self._began is None:
            self._began, self._began_at = time.monotonic(), datetime.now(UTC)
            self._ledger.note("publishing")

    @property
    def now(self) -> float:
        """Seconds since publishing began; just before it, as long as it has not."""
        return -1.0 if self._began is None else time.monotonic() - self._began

    def answer(self, request: Arrival) -> Response:
        """One answer, noted with the time at which its request came."""
        host, path = self._hosts[request.address], request.path
        response = self._response(host, path)
        if response.status == 200 and path != "/robots.txt":
            response = _unless_known(response, request.headers.get("if-none-match", ""))
        agent = _WORKER.search(request.headers.get("user-agent", ""))
        by = "somebody" if agent is None else agent.group()
        self._ledger.note("request", request.at, host=host, path=path, status=response.status, by=by)
        return response

    def _response(self, host: int, path: str) -> Response:
        if path == "/robots.txt":
            return _text(robots(self._edition.hosts[host]), "text/plain")
        listed = _LIST.fullmatch(path)
        if listed is not None:
            return self._list(host, int(listed[1]))
        found = _ARTICLE.fullmatch(path)
        article = None if found is None else self._edition.by_name.get(found[1])
        if article is None or article.at > self.now:
            return _MISSING
        if path.startswith("/go/"):
            return Response(status=302, headers={"Location": self._places.page_url(article)})
        shown = issue(article, self._places, self._began_at, self.now)
        return _text(page(shown), "text/html")

    def _list(self, host: int, number: int) -> Response:
        source = self._edition.sources[number]
        if source.host != host:
            return _MISSING
        now = self.now
        articles = self._edition.by_source.get(number, ())
        seen = articles[: bisect_right(self._times.get(number, []), now)]
        # A sitemap keeps what is there; the other lists show what is new.
        newest = seen if source.kind is Kind.SITEMAP else seen[-WINDOW:]
        issues = [issue(one, self._places, self._began_at, now) for one in newest]
        text, content_type = printed(source.kind, issues[::-1])
        return _text(text, content_type)


def _text(text: str, content_type: str) -> Response:
    return Response(
        status=200, body=text.encode(), headers={"Content-Type": f"{content_type}; charset=utf-8"}
    )


def _unless_known(response: Response, known: str) -> Response:
    """304 (RFC 9110) for who has this answer already."""
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:16]}"'
    if tag in known:
        return Response(status=304, headers={"ETag": tag})
    return replace(response, headers={**response.headers, "ETag": tag})
