"""The press: serves all hosts of an edition, and notes each request with its time."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from bisect import bisect_right
from datetime import UTC, datetime

from aiohttp import web

from tests.acceptance.machines.edition import Edition, Kind
from tests.acceptance.machines.ledger import Ledger
from tests.acceptance.machines.places import Places, hosts_by_address
from tests.acceptance.machines.printing import WINDOW, issue, page, printed, robots

_LIST = re.compile(r"/([0-9]+)/[a-z]+\.(?:xml|html)")
_ARTICLE = re.compile(r"/(?:go/|news/2026/.*-)(X[0-9]{5})(?:\.html)?")
_WORKER = re.compile(r"worker-[0-9]+")
_TICK = 0.02


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

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """One answer, noted with the time at which its request came."""
        at = time.monotonic()
        address = "" if request.transport is None else request.transport.get_extra_info("sockname")[0]
        host, path = self._hosts[address], request.path
        response = self._response(host, path)
        if response.status == 200 and response.text is not None and path != "/robots.txt":
            response.etag = hashlib.sha256(response.text.encode()).hexdigest()[:16]
            if any(response.etag is not None and tag == response.etag for tag in request.if_none_match or ()):
                response = web.Response(status=304, headers={"ETag": response.headers["ETag"]})
        agent = _WORKER.search(request.headers.get("User-Agent", ""))
        by = "somebody" if agent is None else agent.group()
        self._ledger.note("request", at, host=host, path=path, status=response.status, by=by)
        return response

    async def watch_itself(self) -> None:
        """Note whenever the press was kept from its work: the times that it notes are late by as much at most."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(_TICK)
            late = time.monotonic() - before - _TICK
            if late > _TICK / 4:
                self._ledger.note("late", seconds=late)

    def _response(self, host: int, path: str) -> web.Response:
        if path == "/robots.txt":
            return web.Response(text=robots(self._edition.hosts[host]), content_type="text/plain")
        listed = _LIST.fullmatch(path)
        if listed is not None:
            return self._list(host, int(listed[1]))
        found = _ARTICLE.fullmatch(path)
        article = None if found is None else self._edition.by_name.get(found[1])
        if article is None or article.at > self.now:
            return web.Response(status=404, text="not here")
        if path.startswith("/go/"):
            return web.Response(status=302, headers={"Location": self._places.page_url(article)})
        shown = issue(article, self._places, self._began_at, self.now)
        return web.Response(text=page(shown), content_type="text/html", charset="utf-8")

    def _list(self, host: int, number: int) -> web.Response:
        source = self._edition.sources[number]
        if source.host != host:
            return web.Response(status=404, text="not here")
        now = self.now
        articles = self._edition.by_source.get(number, ())
        seen = articles[: bisect_right(self._times.get(number, []), now)]
        # A sitemap keeps what is there; the other lists show what is new.
        newest = seen if source.kind is Kind.SITEMAP else seen[-WINDOW:]
        issues = [issue(one, self._places, self._began_at, now) for one in newest]
        text, content_type = printed(source.kind, issues[::-1])
        return web.Response(text=text, content_type=content_type, charset="utf-8")
