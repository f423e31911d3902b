"""`wirewatch why`: an article's way, step by step, and why somebody was told or not."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


def why(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="The article's number, as search shows it, or its address.",
            show_default=False,
        ),
    ],
    watch: Annotated[
        str | None, typer.Option("--watch", help="Only what this watch made of it.", show_default=False)
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Say of an article how it was found, read, matched, grouped, routed and delivered: each with time and reason.

    Of what was decided on the routes, * marks what holds. The first line is the answer.

    Exit codes: 0 shown, 1 it is not in the archive, 2 it could not be asked.

    Example: wirewatch why 42
    """
    from app.cli.database import opened
    from app.cli.known import check_name
    from app.cli.terminal import as_json
    from app.cli.why_article import number_of
    from app.cli.why_document import why_document
    from app.cli.why_report import print_way
    from app.cli.why_way import way_of
    from storage.flags import Flags

    with opened(config) as database:
        if watch is not None:
            check_name("watch", watch, Flags(database).watches(), config)
        way = way_of(database, number_of(database, article), watch)
    if json:
        print(as_json(why_document(way)))
    else:
        print_way(way)
