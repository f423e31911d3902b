"""`wirewatch upkeep`: the care of the archive, now."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from app.config import Config
    from storage.database import Database
    from storage.records import KeepFor, UpkeepReport
    from storage.upkeep import Pace


def upkeep(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say which articles would be let go, and do nothing.")
    ] = False,
    last: Annotated[bool, typer.Option("--last", help="Show what the last run did.")] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Let go what is kept no longer, merge the full-text index, renew statistics, write the log back.

    The worker does all this once a day, in quiet minutes; beside one that works, nobody waits for this.

    Exit codes: 0 done, 1 a part of it failed, or --last finds no run, 2 it could not be done.

    Example: wirewatch upkeep --dry-run
    """
    from app.cli.database import opened
    from app.config import config_path, load
    from app.config.projection import keep_for
    from storage.upkeep import last_report

    if last:
        with opened(config) as database, database.read() as connection:
            report = last_report(connection)
        if report is None:
            print("{}" if json else "upkeep has not run yet")
            raise typer.Exit(1)
        _show(report, json=json)
        return
    found = load(config_path(config))
    with opened(config) as database:
        if dry_run:
            _show_outdated(database, keep_for(found), json=json)
            return
        report = _run(database, found)
    _show(report, json=json)
    if any(step.trouble for step in report.steps):
        raise typer.Exit(1)


def _run(database: Database, config: Config) -> UpkeepReport:
    from app.cli.progress import Progress
    from app.config.captures import captures_folder, kept_for
    from app.config.projection import keep_for
    from storage.captures.retention import drop_older
    from storage.captures.store import CaptureStore
    from storage.clock import utc_now
    from storage.upkeep import run_upkeep

    def captures(_: Pace) -> str:
        now, age, folder = utc_now(), kept_for(config), captures_folder(config)
        if age is None or not folder.is_dir():
            return "kept for ever"
        store = CaptureStore()
        store.use(folder)
        try:
            done = drop_older(database, store, folder, now - age, now)
        finally:
            store.close()
        return f"{done.dropped} dropped, {done.moved} that were hit kept, {done.files} files removed"

    with Progress("upkeep") as progress:
        return run_upkeep(
            database, keep_for(config), by="command", also=(("captures", captures),), begun=progress.say
        )


def _show(report: UpkeepReport, *, json: bool) -> None:
    from app.cli.terminal import as_json
    from app.cli.upkeep_report import upkeep_lines

    if json:
        print(as_json(asdict(report)))
        return
    for line in upkeep_lines(report):
        print(line)


def _show_outdated(database: Database, keep_for: KeepFor, *, json: bool) -> None:
    from app.cli.terminal import as_json, plain
    from scheduler.counted import counted
    from storage.clock import utc_now
    from storage.upkeep import outdated

    found = outdated(database, keep_for, utc_now())
    if json:
        print(as_json({"let_go": {one.source: one.articles for one in found}}))
        return
    for one in found:
        print(f"{plain(one.source)}: {counted(one.articles, 'article')} would be let go")
    if not found:
        print("no article would be let go")
