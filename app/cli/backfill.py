"""`wirewatch backfill`: what others crawled, and what sites list of old, into the archive."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


def backfill(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|URL...", help="Further files, where --warc is given.", show_default=False
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
    sitemap: Annotated[
        list[str] | None,
        typer.Option(
            "--sitemap",
            help="The address of a sitemap, or of an index of such, whose pages are crawled. May be repeated.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="Only pages crawled, or dated by the sitemap, from then on: 90d, 12h or 2026-11-24.",
            show_default=False,
        ),
    ] = None,
    queue: Annotated[bool, typer.Option("--queue", help="Only note them, for the workers to take.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also those again that were read to their end.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Show all backfills and how far they are.")] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Read the articles of WARC files, or those that a sitemap lists, into the archive. Nobody is told of them.

    Those of a file are kept in the time in which they were crawled; those of a sitemap are crawled now, with the
    manners of the configuration. All are matched as backlog: search, hits and watches find them. Ctrl-C stops within
    seconds, and the same command goes on there; after a kill, too. What is asked for stands in the database, so that
    several processes share it.

    Exit codes: 0 all is read, 1 something could not be read to its end or the work was stopped, 2 it could not begin.

    Example: wirewatch backfill --warc CC-NEWS-20261101.warc.gz --since 90d
    """
    from app.cli.backfill_work import list_all, work_on
    from app.cli.given_page import refuse

    if list_:
        list_all(json=json, config=config)
        return
    if not (warc or sitemap) or (files and not warc):
        refuse("name what to read: --warc FILE or --sitemap URL; --list shows all")
    work_on(
        [*(warc or []), *(files or [])],
        sitemap or [],
        since=since,
        queue=queue,
        again=again,
        json=json,
        config=config,
    )
