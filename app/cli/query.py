"""`wirewatch show` and `hits`: an article of the archive, and what the watches hit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

SinceOption = Annotated[
    str | None,
    typer.Option("--since", help="From then on: 90d, 12h or 2026-11-24."),
]
WatchOption = Annotated[str | None, typer.Option("--watch", help="Only what this watch hit.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")]


def show(
    article: Annotated[
        int,
        typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The article's number, as search shows it."),
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show one article: its text, where each field came from, its revisions and its hits.

    Example: wirewatch show 42
    """
    from app.cli.database import opened
    from app.cli.excerpts import print_whole
    from app.cli.fates import delivery_documents, mark_rows
    from app.cli.terminal import as_json
    from app.shown.article_rows import article_details, article_row
    from storage.archive import Archive
    from storage.flags import Flags
    from storage.marks import Marks
    from storage.outbox import Outbox

    with opened(config) as database:
        archive = Archive(database)
        found = archive.get(article)
        revisions = archive.revisions(article) if found else []
        hits = Flags(database).of_article(article) if found else []
        numbers = [hit.id for hit in hits]
        deliveries, marks = Outbox(database).of_hits(numbers), Marks(database).marks_of(numbers)
    if found is None:
        typer.echo(f"wirewatch: the archive has no article {article}", err=True)
        raise typer.Exit(1)
    if json:
        document = article_row(found) | {
            "text": found.article.text,
            **article_details(found.article),
            "provenance": dict(found.article.provenance),
            "revisions": [
                {"revision": one.revision, "collected_at": one.revised_at, "title": one.article.title}
                for one in revisions
            ],
            "hits": [
                asdict(hit)
                | {"deliveries": delivery_documents(deliveries[hit.id]), "marks": mark_rows(marks[hit.id])}
                for hit in hits
            ],
        }
        print(as_json(document))
    else:
        print_whole(found, revisions, hits, deliveries)


def hits(
    watch: WatchOption = None,
    mark: Annotated[
        str | None,
        typer.Option("--mark", help="Only those marked so: relevant, noise or handled.", show_default=False),
    ] = None,
    since: SinceOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List what the watches hit, newest first, with its number, how it is marked, and what became of it.

    Example: wirewatch hits --watch "North Korea troop deployments" --since 7d
    """
    from app.cli.database import opened
    from app.cli.fates import delivery_documents, fate, mark_given, mark_rows
    from app.cli.known import check_name
    from app.cli.moments import moment_given
    from app.cli.terminal import as_json, moment, plain
    from app.shown.article_rows import article_row
    from storage.clock import utc_now
    from storage.flags import Flags
    from storage.marks import Marks
    from storage.outbox import Outbox

    wanted = None if mark is None else mark_given(mark, "--mark")
    with opened(config) as database:
        check_name("watch", watch, Flags(database).watches(), config)
        after = moment_given(since, "--since", utc_now())
        found = Flags(database).hits(watch=watch, since=after, limit=limit, mark=wanted)
        numbers = [hit.id for hit, _ in found]
        deliveries, marks = Outbox(database).of_hits(numbers), Marks(database).marks_of(numbers)
    if not found and not json:
        print("no hits")
    for hit, archived in found:
        if json:
            told = {"deliveries": delivery_documents(deliveries[hit.id]), "marks": mark_rows(marks[hit.id])}
            print(as_json(asdict(hit) | told | {"article": article_row(archived)}))
        else:
            marked = f"  {marks[hit.id][-1].mark}" if marks[hit.id] else ""
            became = fate(hit, deliveries[hit.id])
            print(f"#{hit.id}  {moment(hit.flagged_at)}  {plain(hit.watch)}  [{became}]{marked}")
            print(f"    {archived.id}  {plain(archived.article.title)} ({plain(archived.source)})")
