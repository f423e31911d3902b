"""`wirewatch backup`: all that the database holds in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


def backup(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file to write; nothing is written over.", show_default=False
        ),
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Write all that the database holds at this moment into a new file. Workers and the desk go on meanwhile.

    The file is the same for SQLite and PostgreSQL, and `wirewatch restore` makes either of it. It has its name once
    it is whole. The configuration and the captures are not in it.

    Exit codes: 0 done, 2 it could not be done; there is no such file then.

    Example: wirewatch backup wirewatch-2026-11-28.backup
    """
    import time
    from dataclasses import asdict

    from app.cli.database import url_of
    from app.cli.progress import Progress
    from app.cli.sizes import size_words
    from app.cli.terminal import as_json, plain
    from app.version import program_version
    from scheduler.counted import counted
    from storage.backup import make_backup
    from storage.clock import utc_now
    from storage.database import Database

    began = time.monotonic()
    database = Database(url_of(config))
    try:
        with Progress("backup") as progress:
            made = make_backup(database, file, version=program_version(), now=utc_now(), progress=progress)
    finally:
        database.close()
    seconds = round(time.monotonic() - began, 1)
    if json:
        told = {
            "file": str(file),
            "bytes": made.size,
            "seconds": seconds,
            **asdict(made.head),
            "tables": made.whole.tables,
            "sha256": made.whole.sha256,
        }
        print(as_json(told))
    else:
        rows = counted(sum(made.whole.tables.values()), "row")
        print(f"wrote {plain(str(file))}: {rows}, {size_words(made.size)}, {seconds} s")
