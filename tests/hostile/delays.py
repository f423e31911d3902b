"""How long the articles of steady sources take into the archive, alone and with hostile servers beside them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database
from tests.hostile.case import Case
from tests.hostile.exam import configure, desk_with, source_table
from tests.hostile.server import serving
from tests.hostile.steady import between, steady_sources

STEADY = 8
#: The worker reads all steady sources once before anything counts.
WARMING = timedelta(seconds=20)
ALONE = timedelta(seconds=80)
#: The worst of it: all hostile sources are due at once at its begin.
BESIDE = timedelta(seconds=120)
#: An article that is not archived so long after its time counts as that late.
LATEST = timedelta(seconds=40)
#: Others' 95th percentile may not be so many times as long.
MOST_TIMES = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from publication into the archive for each article, in ascending order."""

    alone: tuple[float, ...]
    beside: tuple[float, ...]

    @property
    def times(self) -> float:
        """How many times as long the 95th percentile is beside hostile servers."""
        return percentile(self.beside, 95) / percentile(self.alone, 95)


def percentile(ascending: Sequence[float], percent: int) -> float:
    """The least value that so many of a hundred do not exceed."""
    return ascending[max(0, math.ceil(len(ascending) * percent / 100) - 1)]


async def measure(cases: Sequence[Case], folder: Path) -> Delays:
    """One worker that runs on: with the steady sources alone, then with the hostile ones in its configuration too."""
    async with serving(cases) as served, steady_sources(STEADY) as steady:
        calm = [source_table(one.name, "feed", one.url, every="5s") for one in steady]
        hostile = [source_table(one.name, one.kind, served[one.name], links=one.links) for one in cases]
        desk = desk_with(folder, calm)
        await desk.start(environ={"SSL_CERT_FILE": str(served.authority_path)})
        try:
            await asyncio.sleep(WARMING.total_seconds())
            alone_at = utc_now()
            await asyncio.sleep(ALONE.total_seconds())
            configure(desk, [*calm, *hostile])
            beside_at = utc_now()
            await asyncio.sleep((BESIDE + LATEST).total_seconds())
        finally:
            await desk.close()
        archived_at = _archived_at(desk.url)
        return Delays(
            alone=_seconds(between(steady, alone_at, ALONE), archived_at),
            beside=_seconds(between(steady, beside_at, BESIDE), archived_at),
        )


def _archived_at(url: str) -> dict[str, datetime]:
    database = Database(url)
    try:
        return {one.article.fetched_url: one.collected_at for one in Archive(database).newest(100_000)}
    finally:
        database.close()


def _seconds(published_at: Mapping[str, datetime], archived_at: Mapping[str, datetime]) -> tuple[float, ...]:
    latest = LATEST.total_seconds()
    return tuple(
        sorted(
            min((archived_at[url] - at).total_seconds(), latest) if url in archived_at else latest
            for url, at in published_at.items()
        )
    )
