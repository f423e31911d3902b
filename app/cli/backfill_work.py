"""The work of `wirewatch backfill`."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from datetime import datetime
from pathlib import Path

import typer

from app.cli.backfill_report import print_backfills
from app.cli.database import opened
from app.cli.given_page import refuse
from app.cli.moments import moment_given
from app.cli.progress import Progress
from app.cli.terminal import plain
from app.config import config_path, load
from app.config.backfills import backfill_plan
from app.config.projection import page_limits
from app.readers.configured import use_configured
from crawler.reading import PageLimits
from scheduler.backfilling import Backfilling, BackfillPlan, BackfillProgress, is_address
from scheduler.counted import counted
from scheduler.holders import is_gone, new_holder
from scheduler.reading_pool import ReadingPool
from storage.backfills import Backfills
from storage.clock import utc_now
from storage.database import Database
from storage.records import Backfill, BackfillKind, BackfillState

# Seconds that one page may take in all; see the worker.
_PAGE_TIMEOUT = 10.0
# Seconds between two lines on the way, and between two looks whether other processes are done.
_LINE_EVERY = 10.0
_LOOK_EVERY = 1.0


def list_all(*, json: bool, config: Path | None) -> None:
    """Show every backfill."""
    with opened(config) as database:
        print_backfills(Backfills(database).list(), json=json)


def work_on(
    files: list[str], *, since: str | None, queue: bool, again: bool, json: bool, config: Path | None
) -> None:
    """Read the files, or with `queue` only note them. Raises typer.Exit with 1 or 2."""
    found = load(config_path(config))
    use_configured(found)
    after = moment_given(since, "--since", utc_now())
    places = [_place(file) for file in files]
    with opened(config) as database:
        backfills = Backfills(database)
        backfills.release_dead(is_gone)
        ids = [_added(backfills, place, after, again=again) for place in dict.fromkeys(places)]
        if not queue:
            with Progress("backfill") as progress:
                work = _Work(database, ids, backfill_plan(found), page_limits(found), progress)
                asyncio.run(work.run())
        ended = backfills.list(ids)
    print_backfills(ended, json=json)
    if not queue and any(one.state is not BackfillState.DONE for one in ended):
        raise typer.Exit(1)


def _place(file: str) -> str:
    """Where a file is, whatever folder a worker runs in."""
    if is_address(file):
        return file
    path = Path(file)
    try:
        path.open("rb").close()
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}")
    return str(path.resolve())


def _added(backfills: Backfills, place: str, since: datetime | None, *, again: bool) -> int:
    size = None if is_address(place) else Path(place).stat().st_size
    return backfills.add(BackfillKind.WARC, place, utc_now(), since=since, size=size, anew=again).id


class _Work:
    """The files in this process, beside others that may be at the same ones."""

    def __init__(
        self, database: Database, ids: list[int], plan: BackfillPlan, limits: PageLimits, progress: Progress
    ) -> None:
        self._ids = ids
        self._backfills = Backfills(database)
        self._progress = progress
        self._is_stopped = False
        self._said_at = time.monotonic()
        processes = max(2, os.cpu_count() or 2)
        self._pool = ReadingPool(processes=processes, timeout=_PAGE_TIMEOUT)
        self._pool.use(limits)
        self._backfilling = Backfilling(
            database, self._pool, plan, new_holder(), among=ids, in_hand=4 * processes, told=self._told
        )

    async def run(self) -> None:
        """Until all files are done or have failed, or until a signal."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        await self._pool.warm()
        waits = False
        try:
            while not self._is_stopped:
                if await self._backfilling.take_one():
                    continue
                others = await asyncio.to_thread(self._at_work)
                if not others:
                    return
                if not waits:
                    waits = True
                    self._progress.say(
                        f"{counted(len(others), 'file')} in the hands of another process: waiting"
                    )
                await asyncio.sleep(_LOOK_EVERY)
        finally:
            await asyncio.to_thread(self._pool.close)

    def _at_work(self) -> list[Backfill]:
        return [one for one in self._backfills.list(self._ids) if one.state is BackfillState.RUNNING]

    def _stop(self) -> None:
        if not self._is_stopped:
            self._progress.say("stopping; the same command goes on from here")
        self._is_stopped = True
        self._backfilling.stop()

    def _told(self, progress: BackfillProgress) -> None:
        share = progress.done / progress.size if progress.size else 0.0
        at = self._ids.index(progress.backfill.id)
        if not progress.is_downloading:
            self._progress.share((at + share) / len(self._ids))
        if time.monotonic() - self._said_at >= _LINE_EVERY:
            self._said_at = time.monotonic()
            what = "fetched" if progress.is_downloading else "read"
            new = counted(progress.backfill.count.new, "new article")
            self._progress.say(f"{plain(progress.backfill.place)}: {share:.0%} {what}, {new}")
