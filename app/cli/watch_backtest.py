"""`wirewatch watch backtest`: what a query would have hit, and what an edit of it adds and drops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, FileOption, JsonOption
from app.cli.terminal import plain

if TYPE_CHECKING:
    from app.cli.asked import Asked, Desk
    from app.cli.progress import Progress
    from storage.database import Database
    from storage.search import BacktestCounts, BacktestHit, Period
    from watch import Query


@dataclass(slots=True, kw_only=True)
class Tested:
    """What a query came to: `hits` are the articles, last first, each with the revision that would have hit."""

    counts: BacktestCounts
    hits: dict[int, int] = field(default_factory=dict)
    samples: list[BacktestHit] = field(default_factory=list)
    verified: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an edit is compared with, how people call it, and what they should know of it."""

    query: Query
    label: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit adds and drops; each dropped sample with what the edit lacks in it."""

    before: Before
    hits: int
    added: Sequence[int]
    dropped: Sequence[int]
    dropped_samples: Sequence[tuple[BacktestHit, str]]


def backtest(
    given: Annotated[str, typer.Argument(metavar="NAME|QUERY", help="A watch's name, or a query.")],
    since: Annotated[str, typer.Option("--since", help="From then on: 90d, 12h or 2026-11-24.")] = "90d",
    until: Annotated[
        str | None, typer.Option("--until", help="Before then: 1d or 2026-11-24.", show_default=False)
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            help="Compare with a version of the watch (a number), another watch, or a query.",
            show_default=False,
        ),
    ] = None,
    samples: Annotated[
        int, typer.Option("--samples", min=0, max=1000, help="How many articles to show of each kind.")
    ] = 5,
    file: FileOption = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Say what a watch or a query would have hit in the archive: by day, by source, with samples.

    The answer is what the stream would have given, had the watch been there. --since and --until go by the time at
    which an article was saved. With --against it is also said what an edit adds and drops.

    Exit codes: 0 there are hits, 1 there are none, 2 it could not be done.

    Example: wirewatch watch backtest "North Korea troop deployments" --since 90d --against 1
    """
    from app.cli.asked import desk
    from app.cli.database import opened
    from app.cli.moments import period_given
    from app.cli.progress import Progress
    from app.cli.terminal import as_json
    from app.cli.watch_backtest_report import document, print_report
    from storage.clock import utc_now

    now = utc_now()
    period = period_given(since, until, now)
    known = desk(file, config)
    asked = known.asked(given)
    with opened(config) as database, Progress("backtest") as progress:
        before = None if against is None else _before(database, known, asked, against)
        first = None
        if before is not None:
            first = _run(database, before.query, period, 0, progress, (0.0, 0.5))
        steps = (0.0, 1.0) if first is None else (0.5, 1.0)
        old = None if first is None else first.hits
        tested = _run(database, asked.query, period, samples, progress, steps, known=old)
        change = None
        if before is not None and first is not None:
            change = _changed(database, asked, before, (first, tested), samples)
    if json:
        print(as_json(document(asked, tested, change, period)))
    else:
        print_report(asked, tested, change, period, now)
    if not tested.hits and not old:
        raise typer.Exit(1)


def _run(
    database: Database,
    query: Query,
    period: Period,
    samples: int,
    progress: Progress,
    steps: tuple[float, float],
    *,
    known: Mapping[int, int] | None = None,
) -> Tested:
    """Test a query, which takes the progress from the first of the steps to the second; samples are not `known`."""
    from storage.search import BacktestCounts
    from storage.search import backtest as backtest_archive

    tested = Tested(counts=BacktestCounts())
    for batch in backtest_archive(database, query, period):
        tested.verified = batch.verified
        tested.counts.add(batch.hits)
        tested.hits.update((hit.article.id, hit.article.revision) for hit in batch.hits)
        fresh = (hit for hit in batch.hits if known is None or hit.article.id not in known)
        tested.samples += islice(fresh, samples - len(tested.samples))
        progress.share(steps[0] + (steps[1] - steps[0]) * batch.verified / max(batch.of, 1))
    progress.share(steps[1])
    return tested


def _before(database: Database, known: Desk, asked: Asked, against: str) -> Before:
    """What an edit is compared with; typer.Exit with 2 where there is no such version."""
    from storage.watches import WatchVersions
    from watch import WatchSyntaxError, parse

    if not against.isdecimal():
        found = known.asked(against)
        return Before(query=found.query, label=str(found))
    if asked.name is None:
        typer.echo("wirewatch: --against a version needs the name of a watch, not a query", err=True)
        raise typer.Exit(2)
    versions = WatchVersions(database).versions(asked.name)
    version = next((one for one in versions if f"{one.number}" == against.lstrip("0")), None)
    if version is None:
        there = f"its versions are 1 to {len(versions)}" if versions else "no worker has run it yet"
        typer.echo(f"wirewatch: {plain(asked.name)} has no version {against}; {there}", err=True)
        raise typer.Exit(2)
    try:
        query = parse(version.query, known.book)
    except WatchSyntaxError as error:
        typer.echo(f"wirewatch: version {against} cannot be read any more: {error}", err=True)
        raise typer.Exit(2) from error
    changed = query.alias_digest != version.alias_digest
    note = None
    if changed:
        note = "its aliases have changed since; it is tested with what they stand for now"
    elif query == asked.query:
        note = "this is what the watch asks for now"
    return Before(query=query, label=f"version {version.number}", note=note)


def _changed(
    database: Database, asked: Asked, before: Before, runs: tuple[Tested, Tested], samples: int
) -> Change:
    """What the later of the runs has that the earlier has not, and the other way round."""
    from storage.documents import document_of
    from storage.evidence import evidence
    from storage.flags import Flags
    from storage.search import BacktestHit
    from watch import match
    from watch.why import nearest_miss, why

    first, tested = runs
    dropped = [article for article in first.hits if article not in tested.hits]
    shown = []
    for article in dropped[:samples]:
        archived = Flags(database).wording(article, first.hits[article])
        document = None if archived is None else document_of(archived)
        found = None if document is None else match(before.query, document)
        if archived is not None and document is not None and found is not None:
            lacks = nearest_miss(why(asked.query, document)) or ""
            shown.append((BacktestHit(article=archived, evidence=evidence(found)), lacks))
    return Change(
        before=before,
        hits=len(first.hits),
        added=[article for article in tested.hits if article not in first.hits],
        dropped=dropped,
        dropped_samples=shown,
    )
