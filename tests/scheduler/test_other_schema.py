"""A worker whose database is migrated beneath it ends at once, with one line, and writes nothing more."""

from __future__ import annotations

from pathlib import Path

import psutil

from storage.database import Database
from tests.scheduler.desk import PATIENCE, Desk, source
from tests.scheduler.outlet import an_outlet


async def test_a_worker_ends_where_its_database_was_migrated(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with an_outlet("Zero") as outlet:
        desk.write(source("Outlet", f"{outlet.base}/feed"))
        try:
            await desk.start()
            await desk.until(lambda: len(desk.articles()) == 1)
            refused = await desk.command("db", "downgrade", "0012", "--config", str(desk.config))
            assert (refused.code, refused.out) == (2, "")
            assert refused.err.startswith("wirewatch: workers are at work on this database: process ")
            database = Database(desk.url)
            with database.write() as connection:
                connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
            database.close()
            beside = psutil.Process(desk.pid).children(recursive=True)
            assert await desk.ending() == 2
            # Some see that the worker is gone, and might say something of it.
            assert not psutil.wait_procs(beside, timeout=PATIENCE)[1]
        finally:
            await desk.close()
    last = desk.logged().splitlines()[-1]
    assert "has the schema 9999 by now" in last
    assert last.endswith("ending at once, nothing is lost")
    begun = await desk.command("run", "--config", str(desk.config))
    assert (begun.code, "upgrade wirewatch" in begun.err) == (2, True)
