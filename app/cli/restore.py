"""`wirewatch restore`: a database made of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that `wirewatch backup` wrote.", show_default=False)
    ],
    check: Annotated[
        bool,
        typer.Option("--check", help="Only read the file from end to end, and say whether it is whole."),
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Make the configuration's database of a backup: a new SQLite file, or an empty database on PostgreSQL.

    One that holds anything is refused. It is all restored, or nothing; a backup of an older version is migrated.
    What a worker does on it: docs/operations/backup.md.

    Exit codes: 0 done, 2 it could not be done; nothing is there then.

    Example: wirewatch restore wirewatch-2026-11-28.backup
    """
    import time
    from dataclasses import asdict

    from app.cli.progress import Progress
    from app.cli.terminal import as_json, moment, plain
    from app.config import config_path, load
    from app.config.projection import database_url
    from scheduler.counted import counted
    from storage.backup import checked, restore_backup
    from storage.clock import utc_now
    from storage.database import redacted

    began = time.monotonic()
    if check:
        with Progress("checking") as progress:
            head, whole = checked(file, progress)
        if json:
            print(
                as_json({"file": str(file), **asdict(head), "tables": whole.tables, "sha256": whole.sha256})
            )
        else:
            rows = counted(sum(whole.tables.values()), "row")
            print(
                f"{plain(str(file))} is whole: {rows}, made {moment(head.made_at)} by version {plain(head.version)}"
            )
        return
    # no guess where the file is not valid: a database is about to be made
    url = database_url(load(config_path(config)))
    with Progress("restore") as progress:
        done = restore_backup(file, url, now=utc_now(), progress=progress)
    seconds = round(time.monotonic() - began, 1)
    if json:
        told = {
            "file": str(file),
            "seconds": seconds,
            **asdict(done.head),
            "restored_schema": done.schema,
            "tables": done.tables,
            "given_back": done.given_back,
        }
        print(as_json(told))
        return
    rows = counted(sum(done.tables.values()), "row")
    print(
        f"restored {plain(str(file))} to {redacted(url)}: {rows}, as of {moment(done.head.made_at)}, {seconds} s"
    )
    if done.given_back:
        print(f"{counted(done.given_back, 'delivery', 'deliveries')} that a worker was sending wait again")
