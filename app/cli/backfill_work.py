"""The work of `wirewatch backfill`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import typer

from app.cli.backfill_process import BackfillProcess
from app.cli.backfill_report import print_backfills
from app.cli.database import opened
from app.cli.given_page import refuse
from app.cli.moments import moment_given
from app.cli.progress import Progress
from app.config import config_path, load
from app.readers.configured import use_configured
from crawler.urls import host_group
from scheduler.backfilling import is_address
from scheduler.holders import is_gone
from storage.backfills import Backfills
from storage.clock import utc_now
from storage.host_leases import release_dead
from storage.records import BackfillKind, BackfillState


def list_all(*, json: bool, config: Path | None) -> None:
    """Show every backfill."""
    with opened(config) as database:
        print_backfills(Backfills(database).list(), json=json)


def work_on(
    files: list[str],
    sitemaps: list[str],
    *,
    since: str | None,
    queue: bool,
    again: bool,
    json: bool,
    config: Path | None,
) -> None:
    """Read the files and crawl the sitemaps, or with `queue` only note them. Raises typer.Exit with 1 or 2."""
    found = load(config_path(config))
    use_configured(found)
    after = moment_given(since, "--since", utc_now())
    places = [(BackfillKind.WARC, _place(file)) for file in files]
    places += [(BackfillKind.SITEMAP, _address(url)) for url in sitemaps]
    with opened(config) as database:
        backfills = Backfills(database)
        backfills.release_dead(is_gone)
        release_dead(database, is_gone)
        ids = _added(backfills, dict.fromkeys(places), after, again=again)
        if not queue:
            with Progress("backfill") as progress:
                work = BackfillProcess(database, found, ids, sitemaps, progress)
                if sitemaps:
                    from scheduler.reactor import run_in_reactor

                    run_in_reactor(work.run)
                else:
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


def _address(url: str) -> str:
    try:
        host_group(url)
    except ValueError as error:
        refuse(f"--sitemap {error}")
    return url


def _added(
    backfills: Backfills, places: Iterable[tuple[BackfillKind, str]], since: datetime | None, *, again: bool
) -> list[int]:
    now = utc_now()
    return [
        backfills.add(
            kind,
            place,
            now,
            since=since,
            size=None if is_address(place) else Path(place).stat().st_size,
            anew=again,
        ).id
        for kind, place in places
    ]
