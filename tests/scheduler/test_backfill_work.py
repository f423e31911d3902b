"""A worker takes the backfills that somebody noted down, beside its other work."""

from __future__ import annotations

from pathlib import Path

from storage.backfills import Backfills
from storage.database import Database
from storage.records import BackfillState
from tests.crawler.warc.files import page, written
from tests.scheduler.desk import Desk, source, watch
from tests.scheduler.outlet import an_outlet


def _backfills(desk: Desk) -> list[BackfillState]:
    database = Database(desk.url)
    try:
        return [one.state for one in Backfills(database).list()]
    finally:
        database.close()


async def test_a_worker_takes_what_was_noted_and_polls_meanwhile(tmp_path: Path, database_url: str) -> None:
    file = written(tmp_path / "a.warc.gz", [page(0), page(1)])
    async with an_outlet("Zero") as outlet:
        desk = Desk(tmp_path / "desk", database_url)
        desk.write(source("Outlet", f"{outlet.base}/feed"), watch("movements", "regiment"))
        noted = await desk.command("backfill", "--warc", str(file), "--queue", "--config", str(desk.config))
        assert noted.code == 0, noted.err
        assert _backfills(desk) == [BackfillState.WAITING]
        await desk.start()
        try:
            await desk.until(lambda: _backfills(desk) == [BackfillState.DONE])
            await desk.until(lambda: desk.is_read() and len(desk.articles()) == 3)
            assert await desk.stop() == 0
        finally:
            await desk.close()
