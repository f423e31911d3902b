"""All outlets together, and the record of who asked for what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from app.demo.newsroom.catalogue import Outlet, OutletArticle, load_outlets
from app.demo.newsroom.site import OutletSite


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRequest:
    """One answer of an outlet. `first_showed` are the ids of articles that no earlier answer had listed."""

    at: datetime
    outlet: str
    path: str
    user_agent: str | None
    status: int
    first_showed: tuple[str, ...]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Newsroom:
    """Every outlet on a port of its own.

    `shown_at` says, by article URL, when an outlet's source first listed the article in a full answer;
    latency counts from there. `on_shown` is called at that moment.
    """

    def __init__(
        self,
        *,
        elapsed: Callable[[], float],
        outlets: Sequence[Outlet] | None = None,
        now: Callable[[], datetime] = _utc_now,
        on_shown: Callable[[str, OutletArticle, datetime], None] | None = None,
    ) -> None:
        self.outlets = tuple(load_outlets() if outlets is None else outlets)
        self.requests: list[ServedRequest] = []
        self.shown_at: dict[str, datetime] = {}
        self.base_urls: dict[str, str] = {}
        self._now = now
        self._on_shown = on_shown
        self._sites = [
            OutletSite(outlet, elapsed=elapsed, now=now, on_answer=self._recorder(outlet))
            for outlet in self.outlets
        ]

    async def start(self) -> dict[str, str]:
        """Open every site; base URLs by outlet slug."""
        started_at = self._now()
        try:
            for site in self._sites:
                self.base_urls[site.outlet.slug] = await site.start(started_at)
        except BaseException:
            await self.stop()
            raise
        return dict(self.base_urls)

    async def stop(self) -> None:
        """Close every site. What was recorded stays."""
        for site in self._sites:
            await site.stop()

    def articles(self) -> dict[str, OutletArticle]:
        """Every article, published yet or not, by its URL. Only after `start`."""
        return {
            self.base_urls[outlet.slug] + outlet.path_of(article): article
            for outlet in self.outlets
            for article in outlet.articles
        }

    def source_urls(self) -> dict[str, str]:
        """What a worker should poll, by outlet slug. Only after `start`."""
        return {outlet.slug: self.base_urls[outlet.slug] + outlet.source_path for outlet in self.outlets}

    def _recorder(
        self, outlet: Outlet
    ) -> Callable[[datetime, web.Request, int, tuple[OutletArticle, ...]], None]:
        def record(
            at: datetime, request: web.Request, status: int, listed: tuple[OutletArticle, ...]
        ) -> None:
            new = [article for article in listed if self._show(outlet, article, at)]
            self.requests.append(
                ServedRequest(
                    at=at,
                    outlet=outlet.slug,
                    path=request.path,
                    user_agent=request.headers.get("User-Agent"),
                    status=status,
                    first_showed=tuple(article.id for article in new),
                )
            )

        return record

    def _show(self, outlet: Outlet, article: OutletArticle, at: datetime) -> bool:
        url = self.base_urls[outlet.slug] + outlet.path_of(article)
        if url in self.shown_at:
            return False
        self.shown_at[url] = at
        if self._on_shown is not None:
            self._on_shown(url, article, at)
        return True
