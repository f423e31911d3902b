"""One outlet's web site on loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from app.demo.newsroom.catalogue import Outlet, OutletArticle, visible
from app.demo.newsroom.printing import Press
from app.demo.newsroom.validators import Validators

HOST = "127.0.0.1"


class OutletSite:
    """Serves an outlet: front page, source, articles and robots.txt.

    `on_answer` hears of every answer: when it was made, the request, its status, and the articles that a
    full answer of the source listed (none for all other answers).
    """

    def __init__(
        self,
        outlet: Outlet,
        *,
        elapsed: Callable[[], float],
        now: Callable[[], datetime],
        on_answer: Callable[[datetime, web.Request, int, tuple[OutletArticle, ...]], None],
    ) -> None:
        self.outlet = outlet
        self._elapsed = elapsed
        self._now = now
        self._on_answer = on_answer
        self._validators = Validators()
        self._by_path = {outlet.path_of(article): article for article in outlet.articles}
        self._press: Press | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, started_at: datetime) -> str:
        """Bind a free port and return the base URL. `started_at` is what the articles' dates count from."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        # Keep-alive connections of a worker must not hold up the end of the demo.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        port = self._runner.addresses[0][1]
        base_url = f"http://{HOST}:{port}"
        self._press = Press(self.outlet, base_url=base_url, started_at=started_at)
        return base_url

    async def stop(self) -> None:
        """Close the port and every connection."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.Request) -> web.Response:
        assert self._press is not None
        elapsed = self._elapsed()
        now = self._now()
        answer = self._answer(request, self._press, elapsed, now)
        lists = request.path == self.outlet.source_path and request.method == "GET" and answer.status == 200
        self._on_answer(now, request, answer.status, visible(self.outlet, elapsed) if lists else ())
        return answer

    def _answer(self, request: web.Request, press: Press, elapsed: float, now: datetime) -> web.Response:
        page = self._page(request.path, press, elapsed)
        if page is None:
            return web.Response(status=404, text="<h1>404</h1><p>No such page.</p>", content_type="text/html")
        text, content_type = page
        if text is None:
            return web.Response(status=500, text="<h1>Internal Server Error</h1>", content_type="text/html")
        body = text.encode()
        validator = self._validators.of(request.path, body, now)
        if validator.holds_for(request.if_none_match, request.if_modified_since):
            answer = web.Response(status=304)
        else:
            answer = web.Response(body=body, content_type=content_type, charset="utf-8")
        answer.etag = validator.tag
        if validator.settled(now):
            answer.last_modified = validator.changed_at
        return answer

    def _page(self, path: str, press: Press, elapsed: float) -> tuple[str | None, str] | None:
        """Text and media type of a path; no text for a page that fails, None for a path that is not there."""
        if path == self.outlet.source_path:
            return press.source(elapsed), press.source_type
        if path == "/":
            return press.front(elapsed), "text/html"
        if path == "/robots.txt":
            return press.robots(), "text/plain"
        article = self._by_path.get(path)
        if article is None or article.appears_after > elapsed:
            return None
        return (press.article(article, elapsed) if article.is_readable else None), "text/html"
