"""Runs in a reactor of their own, as a program: prints how each ended. Arguments: a feed's URL, a folder."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.config import load
from app.scrapy_settings import settings_for
from crawler.archive_writer import ArchiveWriter
from crawler.entries import Entries
from crawler.host_slots import HostSlots
from crawler.reading import Body, InlineReader
from crawler.source import Source
from scheduler.launcher import Launcher
from scheduler.reactor import run_in_reactor
from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.host_lines import HostLines
from storage.records import SourceDeclaration, SourceKind, SourceState
from storage.source_events import SourceEvents
from storage.sources import Sources

#: A stop that was lost is one that this runs out for.
PATIENCE = timedelta(minutes=2)


class FaultyReader(InlineReader):
    """Has a fault of ours in it."""

    async def feed(self, body: Body) -> Entries:
        raise TypeError("a fault of ours")


class Ground:
    """A database with one source, and launchers over it."""

    def __init__(self, feed: str, folder: Path) -> None:
        url = f"sqlite:///{folder / 'launching.db'}"
        schema.create(url)
        config = folder / "launching.toml"
        config.write_text('[manners]\ncontact = "desk@news.test"\n', encoding="utf-8")
        self.feed = feed
        self.settings = settings_for(load(config))
        self.database = Database(url)
        declared = SourceDeclaration(
            name="Outlet", kind=SourceKind.FEED, url=feed, host_group="outlet", interval=timedelta(hours=1)
        )
        Sources(self.database).sync([declared], datetime.now(UTC))
        (self.state,) = Sources(self.database).list()

    def launcher(self, *, url: str | None = None, reader: InlineReader | None = None) -> Launcher:
        source = Source(
            name="Outlet",
            kind=SourceKind.FEED,
            url=url or self.feed,
            interval=timedelta(hours=1),
            delay=timedelta(0),
        )
        launcher = Launcher(
            frontier=Frontier(self.database),
            writer=ArchiveWriter(Archive(self.database)),
            known_lines=HostLines(self.database),
            events=SourceEvents(self.database),
            reader=reader or InlineReader(),
            slots=HostSlots(),
        )
        launcher.use(self.settings | {"WIREWATCH_SOURCES": (source,)})
        return launcher


async def ended(launcher: Launcher, state: SourceState) -> str:
    report = await launcher.crawl(state)
    return f"{report.poll.outcome}: {report.poll.detail}, {report.new} new"


async def stopped_after(ground: Ground, turns: int) -> tuple[str, bool]:
    """A run that is stopped so many turns of the loop after its begin: before its engine runs, and behind."""
    launcher = ground.launcher()
    run = asyncio.create_task(ended(launcher, ground.state))
    for _ in range(turns):
        await asyncio.sleep(0)
    all_ended = await launcher.stop(PATIENCE)
    return await run, all_ended


async def main() -> int:
    ground = Ground(sys.argv[1], Path(sys.argv[2]))
    results = {
        "stopped": [await stopped_after(ground, turns) for turns in range(16)],
        "fault": await ended(ground.launcher(reader=FaultyReader()), ground.state),
        "renamed": await ended(ground.launcher(), replace(ground.state, name="Of old")),
        "unsendable": await ended(
            ground.launcher(), replace(ground.state, etag="\ud800", read_whole_at=datetime.now(UTC))
        ),
        "refused": await ended(ground.launcher(url="http://127.0.0.1:9/feed"), ground.state),
        "well": await ended(ground.launcher(), ground.state),
    }
    together = await asyncio.gather(*(ended(ground.launcher(), ground.state) for _ in range(5)))
    print(json.dumps(results | {"together": together}))
    ground.database.close()
    return 0


if __name__ == "__main__":
    sys.exit(run_in_reactor(main))
