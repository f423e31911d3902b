"""Sources that publish steadily, which write down when each of their articles could first be seen."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.hostile.newsroom import answer, item, rss, site
from tests.hostile.server import answering_all
from tests.hostile.wire import Request

EVERY = 10.0
"""Seconds between two articles of one source."""
_SHOWN = 10
"""So many articles are in the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadySource:
    """An honest feed. The address of each article, and when the feed had it first, is in `published_at`."""

    name: str
    url: str
    published_at: dict[str, datetime] = field(default_factory=dict)


class _Feed:
    def __init__(self) -> None:
        self.published: list[datetime] = []

    def written(self, request: Request) -> bytes:
        numbers = range(len(self.published), max(0, len(self.published) - _SHOWN), -1)
        return rss(request, (item(request, number, date=self.published[number - 1]) for number in numbers))


@contextlib.asynccontextmanager
async def steady_sources(count: int) -> AsyncIterator[list[SteadySource]]:
    """So many sources, each on its own port, that publish in turn for as long as they are there."""
    feeds = {f"steady-{number}": _Feed() for number in range(1, count + 1)}
    handlers = {name: site(answer(feed.written)) for name, feed in feeds.items()}
    async with answering_all(handlers) as bases:
        sources = [SteadySource(name=name, url=f"{bases[name]}/feed.xml") for name in feeds]
        for source in sources:
            _publish(source, feeds[source.name], bases[source.name])
        publishing = asyncio.create_task(_publish_in_turn(sources, feeds, bases))
        try:
            yield sources
        finally:
            publishing.cancel()
            await asyncio.gather(publishing, return_exceptions=True)


async def _publish_in_turn(
    sources: list[SteadySource], feeds: dict[str, _Feed], bases: dict[str, str]
) -> None:
    while True:
        for source in sources:
            await asyncio.sleep(EVERY / len(sources))
            _publish(source, feeds[source.name], bases[source.name])


def _publish(source: SteadySource, feed: _Feed, base: str) -> None:
    now = datetime.now(UTC)
    feed.published.append(now)
    source.published_at[f"{base}/news/{len(feed.published)}"] = now


def between(sources: Iterable[SteadySource], began_at: datetime, length: timedelta) -> dict[str, datetime]:
    """The articles that were published in this time."""
    return {
        url: at
        for source in sources
        for url, at in source.published_at.items()
        if began_at <= at < began_at + length
    }
