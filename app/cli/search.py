"""`wirewatch search`: the archive, asked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


class Sort(StrEnum):
    """In which order articles are shown."""

    PUBLISHED = "published"
    COLLECTED = "collected"
    RELEVANCE = "relevance"


class By(StrEnum):
    """What articles are counted by."""

    DAY = "day"
    SOURCE = "source"
    LANGUAGE = "language"
    WATCH = "watch"


def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A query in the watch language (docs/watch-language.md).")
    ],
    source: Annotated[str | None, typer.Option("--source", help="Only from this source.")] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Only from outlets of this country (ISO 3166: KR).")
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", help="Only from this kind of owner: wire, state-media, government ..."),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Only in this language (ko, zh-hans).")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", help="Only of this section of the outlet.")
    ] = None,
    watch: Annotated[str | None, typer.Option("--watch", help="Only what this watch hit.")] = None,
    story: Annotated[
        int | None, typer.Option("--story", min=1, max=2**63 - 1, help="Only of this story, by its number.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="From then on: 90d, 12h or 2026-11-24.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Before then: 1d or 2026-11-24.")] = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help="The order, each the newest or best first.")
    ] = Sort.PUBLISHED,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")] = 20,
    after: Annotated[
        str | None, typer.Option("--after", help="The next page: the cursor that the page before ended with.")
    ] = None,
    by: Annotated[
        By | None, typer.Option("--by", help="Count all that match instead of showing them.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw the counts by day as a picture.")
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Search the archive, newest first, with the evidence marked.

    --since and --until go by the time of publication, or of collection where the page names none. With --json each
    article is a line, and its cursor is what --after takes.

    Exit codes: 0 found, 1 nothing found, 2 the query or an option is wrong.

    Example: wirewatch search '("North Korea*" OR 북한) AND (troops OR armour) NOT denied' --since 30d
    """
    from app.cli.database import opened
    from app.cli.search_given import filter_given, query_given
    from app.cli.search_pages import given_cursor
    from app.shown.search_pages import page

    below = given_cursor(after, sort)
    if plot is not None and by not in (None, By.DAY):
        raise typer.BadParameter("a picture shows counts by day", param_hint="--plot")
    asked = query_given(query, config)
    with opened(config) as database:
        only = filter_given(
            database,
            config,
            source=source,
            country=country,
            owner=owner,
            language=language,
            section=section,
            watch=watch,
            story=story,
            since=since,
            until=until,
        )
        if by is not None or plot is not None:
            from app.cli.search_counts import print_counts

            is_any = print_counts(database, asked, only, by or By.DAY, picture=plot, json=json)
        else:
            from app.cli.search_results import print_found

            found = page(database, asked, only, sort=sort, limit=limit, below=below)
            is_any = print_found(found, sort=sort, limit=limit, json=json)
    if not is_any:
        raise typer.Exit(1)
