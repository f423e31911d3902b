"""`wirewatch search`, `show` and `hits`: the archive, asked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.records import ArchivedArticle, Article

SinceOption = Annotated[
    str | None,
    typer.Option("--since", help="From then on: 90d, 12h or 2026-11-24."),
]
UntilOption = Annotated[str | None, typer.Option("--until", help="Before then: 1d or 2026-11-24.")]
WatchOption = Annotated[str | None, typer.Option("--watch", help="Only what this watch hit.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")]


def search(
    query: Annotated[str, typer.Argument(help="A query in the watch language (docs/watch-language.md).")],
    source: Annotated[str | None, typer.Option("--source", help="Only from this source.")] = None,
    watch: WatchOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Search the archive, newest first, with the evidence marked.

    --since and --until go by the time of publication, or of collection where the page names none.

    Exit codes: 0 found, 1 nothing found, 2 the query or an option is wrong.

    Example: wirewatch search '("North Korea*" OR 북한) AND (troops OR armour) NOT denied' --since 30d
    """
    from app.cli.database import opened
    from app.cli.excerpts import passages_of, print_article
    from app.cli.known import check_name
    from app.cli.moments import moment_given
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.flags import Flags
    from storage.search import search as search_archive
    from storage.sources import Sources
    from watch import WatchSyntaxError, parse

    now = utc_now()
    try:
        asked = parse(query)
    except WatchSyntaxError as error:
        typer.echo(f"wirewatch: {error}\n{error.caret()}", err=True)
        raise typer.Exit(2) from error
    with opened(config) as database:
        check_name("source", source, Sources(database).names(), config)
        check_name("watch", watch, Flags(database).watches(), config)
        found = search_archive(
            database,
            asked,
            source=source,
            watch=watch,
            since=moment_given(since, "--since", now),
            until=moment_given(until, "--until", now),
            limit=limit,
        )
    for one in found:
        if json:
            passages = [{"text": text, "marks": marks} for text, marks in passages_of(one.article, one.spans)]
            print(as_json(_document(one.article) | {"passages": passages}))
        else:
            print_article(one.article, one.spans)
    if not found:
        if not json:
            print("nothing found")
        raise typer.Exit(1)


def show(
    article: Annotated[
        int, typer.Argument(min=1, max=2**63 - 1, help="The article's number, as search shows it.")
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show one article: its text, where each field came from, its revisions and its hits.

    Example: wirewatch show 42
    """
    from app.cli.database import opened
    from app.cli.excerpts import print_whole
    from app.cli.fates import delivery_documents
    from app.cli.terminal import as_json
    from storage.archive import Archive
    from storage.flags import Flags
    from storage.outbox import Outbox

    with opened(config) as database:
        archive = Archive(database)
        found = archive.get(article)
        revisions = archive.revisions(article) if found else []
        hits = Flags(database).of_article(article) if found else []
        deliveries = Outbox(database).of_hits([hit.id for hit in hits])
    if found is None:
        typer.echo(f"wirewatch: the archive has no article {article}", err=True)
        raise typer.Exit(1)
    if json:
        document = _document(found) | {
            "text": found.article.text,
            **_details(found.article),
            "provenance": dict(found.article.provenance),
            "revisions": [
                {"revision": one.revision, "collected_at": one.revised_at, "title": one.article.title}
                for one in revisions
            ],
            "hits": [asdict(hit) | {"deliveries": delivery_documents(deliveries[hit.id])} for hit in hits],
        }
        print(as_json(document))
    else:
        print_whole(found, revisions, hits, deliveries)


def hits(
    watch: WatchOption = None,
    since: SinceOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List what the watches hit, newest first, and what became of each hit.

    Example: wirewatch hits --watch "North Korea troop deployments" --since 7d
    """
    from app.cli.database import opened
    from app.cli.fates import delivery_documents, fate
    from app.cli.known import check_name
    from app.cli.moments import moment_given
    from app.cli.terminal import as_json, moment, plain
    from storage.clock import utc_now
    from storage.flags import Flags
    from storage.outbox import Outbox

    with opened(config) as database:
        check_name("watch", watch, Flags(database).watches(), config)
        found = Flags(database).hits(
            watch=watch, since=moment_given(since, "--since", utc_now()), limit=limit
        )
        deliveries = Outbox(database).of_hits([hit.id for hit, _ in found])
    if not found and not json:
        print("no hits")
    for hit, archived in found:
        if json:
            told = {"deliveries": delivery_documents(deliveries[hit.id]), "article": _document(archived)}
            print(as_json(asdict(hit) | told))
        else:
            print(f"{moment(hit.flagged_at)}  {plain(hit.watch)}  [{fate(hit, deliveries[hit.id])}]")
            print(f"    {archived.id}  {plain(archived.article.title)} ({plain(archived.source)})")


def _document(archived: ArchivedArticle) -> dict[str, Any]:
    article = archived.article
    return {
        "id": archived.id,
        "revision": archived.revision,
        "source": archived.source,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        "agency": article.agency,
        "section": article.section,
        "language": article.language,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "is_paywalled": article.is_paywalled,
        "text_source": article.text_source,
        "page_kind": article.page_kind,
        "collected_at": archived.collected_at,
        "revised_at": archived.revised_at,
    }


def _details(article: Article) -> dict[str, Any]:
    return {
        "opening": article.opening,
        "tags": list(article.tags),
        "modified_at": article.modified_at,
        "modified_precision": article.modified_precision,
        "image_url": article.image_url,
        "amp_url": article.amp_url,
        "agreement": article.agreement,
        "partial": article.partial,
    }
