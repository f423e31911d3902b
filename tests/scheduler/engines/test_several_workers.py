"""Workers that share an archive, as processes: nothing twice, no host hurried, and the dead are in nobody's way."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from storage.database import Database
from storage.jobs import has_jobs
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import an_outlet

SHARED = ("--engine", "procrastinate")


@asynccontextmanager
async def desks(folder: Path, url: str, count: int, *tables: str) -> AsyncIterator[list[Desk]]:
    """So many workers, each in a folder of its own as on a machine of its own."""
    found = [Desk(folder / f"machine{number}", url) for number in range(count)]
    for desk in found:
        desk.write(*tables)
    try:
        await asyncio.gather(*(desk.start(*SHARED) for desk in found))
        yield found
    finally:
        await asyncio.gather(*(desk.close() for desk in found))


def alive(desk: Desk) -> int:
    return sum(worker["alive"] for worker in desk.status_json()["workers"])


async def test_three_share_the_work_and_do_nothing_twice(tmp_path: Path, postgres_url: str) -> None:
    async with an_outlet() as outlet:
        sources = [source(f"Outlet {number}", f"{outlet.base}/feed/{number}") for number in range(3)]
        async with desks(
            tmp_path,
            postgres_url,
            3,
            *sources,
            watch("movements", "regiment"),
            hook(f"{outlet.base}/hook"),
        ) as found:
            first = found[0]
            await first.until(lambda: alive(first) == 3 and first.is_read())
            assert "workers: 3 alive" in first.status()
            for number in range(12):
                outlet.publish(f"Report {number}", f"A regiment of town {number} moved.")
            await first.until(lambda: len(outlet.calls) >= 12)
            await first.until(lambda: first.is_read() and not first.state().waiting)
            pages = {path: count for path, count in outlet.asked.items() if path.startswith("/a/")}
            assert set(pages.values()) == {1}, "each page was asked for once by all of them"
            assert len(set(outlet.calls)) == 12
            assert len(first.articles()) == 12
            codes = await asyncio.gather(*(desk.stop() for desk in found))
            assert codes == [0, 0, 0]
            left = {one["status"] for one in first.status_json()["jobs"]}
            assert left <= {"todo"}, "none failed, and none was left in the midst"


async def test_one_that_is_killed_is_replaced_by_the_others(tmp_path: Path, postgres_url: str) -> None:
    async with an_outlet("A regiment moves") as outlet:
        outlet.hanging.add("/a/0")
        async with desks(
            tmp_path, postgres_url, 2, source("Outlet", f"{outlet.base}/feed"), watch("movements", "regiment")
        ) as found:
            by_pid = {desk.pid: desk for desk in found}
            await found[0].until(lambda: alive(found[0]) == 2 and at_work(postgres_url))
            killed = by_pid[at_work(postgres_url)]
            (other,) = (desk for desk in found if desk is not killed)
            killed.send(signal.SIGKILL, group=True)
            await killed.ending()
            outlet.hanging.clear()
            await other.until(other.is_read)
            assert [one.article.title for one in other.articles()] == ["A regiment moves"]
            assert "found dead, what they held waits again" in other.logged()
            assert alive(other) == 1


def at_work(url: str) -> int:
    """The process that runs the one source; 0 while none does."""
    database = Database(url)
    try:
        with database.read() as connection:
            if not has_jobs(connection):
                return 0
            statement = text(
                "SELECT pid FROM workers JOIN procrastinate_jobs ON "
                "CAST(worker_id AS text) IN (SELECT json_array_elements_text(engine_ids)) "
                "WHERE task_name = 'collect' AND status = 'doing'"
            )
            return int(connection.scalar(statement) or 0)
    finally:
        database.close()


async def test_who_is_alone_and_who_shares_do_not_stand_beside_each_other(
    tmp_path: Path, postgres_url: str
) -> None:
    async with (
        an_outlet("Zero") as outlet,
        desks(tmp_path, postgres_url, 1, source("Outlet", f"{outlet.base}/feed")) as (desk,),
    ):
        await desk.until(lambda: desk.has_archive() and alive(desk) == 1)
        refused = await desk.command("run", "--once", "--config", str(desk.config))
        assert refused.code == 2
        assert "a worker is running on this database with --engine procrastinate: process " in refused.err


async def test_sqlite_is_not_shared(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write()
    refused = await desk.command("run", *SHARED, "--config", str(desk.config))
    assert refused.code == 2
    (line,) = refused.err.splitlines()
    assert line.endswith("several workers share their work on PostgreSQL alone")
    once = await desk.command("run", "--once", *SHARED, "--config", str(desk.config))
    assert once.code == 2
    assert "--once goes with --engine local" in once.err


async def test_a_database_that_comes_back_is_worked_on_again(tmp_path: Path, postgres_url: str) -> None:
    """All connections are cut, as a restart of the server does."""
    async with (
        an_outlet("Zero") as outlet,
        desks(tmp_path, postgres_url, 1, source("Outlet", f"{outlet.base}/feed")) as (desk,),
    ):
        await desk.until(desk.is_read)
        cut(postgres_url)
        outlet.publish("One")
        await desk.until(lambda: len(desk.articles()) == 2)
        assert Counter(line.split()[2] for line in desk.logged().splitlines())["Traceback"] == 0
        assert await desk.stop() == 0


def cut(url: str) -> None:
    database = Database(url)
    try:
        with database.read() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid != pg_backend_pid()"
                )
            )
    finally:
        database.close()
