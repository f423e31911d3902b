"""`wirewatch backfill`: what others crawled, and what sites list of old, into the archive."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


def backfill(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|URL...]", help="Further files, where --warc is given.", show_default=False
        ),
    ] = None,
    warc: Annotated[
        list[str] | None,
        typer.Option(
            "--warc",
            help="A WARC file, plain, gzip or Zstandard, or its http or https address. May be repeated.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Only pages crawled from then on: 90d, 12h or 2026-11-24.", show_default=False
        ),
    ] = None,
    queue: Annotated[
        bool, typer.Option("--queue", help="Only note the files, for the workers to take.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also read files again that were read to their end.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Show all backfills and how far they are.")] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Read the articles of WARC files into the archive, in the time in which they were crawled. Nobody is told of them.

    They are read as live pages are, and matched as backlog: search, hits and watches find them. Ctrl-C stops within
    seconds, and the same command goes on there; after a kill, too. Each file has a place in the database, so that
    several processes share the files.

    Exit codes: 0 all is read, 1 a file could not be read to its end or the work was stopped, 2 it could not begin.

    Example: wirewatch backfill --warc CC-NEWS-20261101.warc.gz --since 90d
    """
    from app.cli.backfill_work import list_all, work_on
    from app.cli.given_page import refuse

    if list_:
        list_all(json=json, config=config)
        return
    if not warc:
        refuse("name a file to read: --warc FILE, or see all with --list")
    work_on([*warc, *(files or [])], since=since, queue=queue, again=again, json=json, config=config)
