"""A run of all the upkeep: one kind of work after the other, each with what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from sqlalchemy import func, select

from storage.clock import Clock, utc_now
from storage.database import Database
from storage.errors import StorageError
from storage.host_leases import forget_hosts
from storage.jobs import has_jobs
from storage.records import KeepFor, UpkeepReport, UpkeepStep
from storage.tables import ArticleRow
from storage.upkeep import postgres_care, sqlite_care
from storage.upkeep.finished import forget_old_notices
from storage.upkeep.old_jobs import forget_old_jobs
from storage.upkeep.pace import Pace, Stop
from storage.upkeep.reports import keep_report
from storage.upkeep.retention import let_outdated_go
from storage.upkeep.sizes import sizes_by_kind

#: Says in words what it did; further work of a run, such as that on files, which is none of the database's.
Work = Callable[[Pace], str]


def run_upkeep(
    db: Database,
    keep_for: KeepFor,
    *,
    by: str,
    also: tuple[tuple[str, Work], ...] = (),
    stop: Stop | None = None,
    begun: Callable[[str], None] = lambda _: None,
    clock: Clock = utc_now,
) -> UpkeepReport:
    """Do all that is to be done, and keep the report. One kind of work that fails keeps no other from being done.

    `also` is done after what lets articles go, by name. `begun` is called with the name of each. Ends between two
    small steps once `stop` is asked.

    Raises:
        StorageError: the report could not be kept.
    """
    started_at, finished, steps = clock(), True, []
    for name, work in (*_letting_go(db, keep_for, clock), *also, *_care(db)):
        pace = Pace(stop)
        if pace.stop.is_asked:
            finished = False
            break
        begun(name)
        steps.append(_step(name, work, pace))
        finished = not pace.stop.is_asked
    with db.read() as connection:
        articles = connection.scalar(select(func.count()).select_from(ArticleRow)) or 0
    report = UpkeepReport(
        started_at=started_at,
        finished_at=clock(),
        by=by,
        whole=finished,
        steps=tuple(steps),
        articles=articles,
        sizes=_sizes(db, stop or Stop()) if finished else {},
    )
    keep_report(db, report)
    return report


def _step(name: str, work: Work, pace: Pace) -> UpkeepStep:
    began = time.perf_counter()
    says, trouble = "", None
    try:
        says = work(pace)
    except StorageError as error:
        trouble = str(error)
    return UpkeepStep(
        name=name,
        says=says,
        seconds=round(time.perf_counter() - began, 3),
        longest_hold=round(pace.longest_hold, 3),
        trouble=trouble,
    )


def _sizes(db: Database, stop: Stop) -> dict[str, int]:
    try:
        return {kind.value: size for kind, size in sizes_by_kind(db, stop).items()}
    except StorageError:
        # It was stopped, or SQLite was built without the table that tells.
        return {}


def _letting_go(db: Database, keep_for: KeepFor, clock: Clock) -> Iterator[tuple[str, Work]]:
    if not keep_for.is_for_ever:
        yield "retention", lambda pace: f"articles let go: {let_outdated_go(db, keep_for, clock(), pace)}"
    yield "old notices", lambda pace: f"forgotten: {forget_old_notices(db, clock(), pace)}"
    with db.read() as connection:
        several_machines = has_jobs(connection)
    if several_machines:
        yield "old jobs", lambda pace: f"forgotten: {forget_old_jobs(db, clock(), pace)}"


def _care(db: Database) -> Iterator[tuple[str, Work]]:
    if db.dialect == "sqlite":
        yield "full-text index", lambda pace: f"steps of merging: {sqlite_care.merge_index(db, pace)}"
        yield "statistics", lambda pace: f"tables renewed: {sqlite_care.renew_statistics(db, pace)}"
        yield "log", lambda pace: f"pages written back: {sqlite_care.write_log_back(db, pace)}"
    else:
        yield "full-text index", lambda _: f"pages written: {postgres_care.write_pending_entries(db)}"
        yield "tables", lambda pace: _vacuumed(postgres_care.vacuum(db, pace))
    yield "hosts", lambda _: f"forgotten: {forget_hosts(db)}"


def _vacuumed(names: list[str]) -> str:
    return f"vacuumed: {', '.join(names)}" if names else "none changed enough to be vacuumed"
