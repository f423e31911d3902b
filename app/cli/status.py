"""`wirewatch status`: the state of everything, from the database alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.records import SourceEvent, SourceState
    from storage.status import Status


def status(json: JsonOption = False, config: ConfigOption = None) -> None:
    """Show the worker, each source's last poll and next one, and what waits in the outbox.

    Exit codes: 0 a worker is alive, 1 none is, 2 the question could not be answered.

    Example: wirewatch status --json
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.status import snapshot

    with opened(config) as database:
        found = snapshot(database, utc_now())
    alive = [
        worker for worker in found.workers if _alive(worker.stopped_at, worker.heartbeat_at, found.taken_at)
    ]
    if json:
        print(as_json(_document(found, {worker.id for worker in alive})))
    else:
        _print(found, {worker.id for worker in alive})
    if not alive:
        raise typer.Exit(1)


def _alive(stopped_at: datetime | None, heartbeat_at: datetime, now: datetime) -> bool:
    return stopped_at is None and now - heartbeat_at < timedelta(seconds=30)


def _document(found: Status, alive: set[str]) -> dict[str, Any]:
    document = asdict(found)
    for worker in document["workers"]:
        worker["alive"] = worker["id"] in alive
    for source in document["sources"]:
        source["interval"] = source["interval"].total_seconds()
    return document


def _print(found: Status, alive: set[str]) -> None:
    from app.cli.terminal import ago, moment, plain
    from scheduler.counted import counted

    now = found.taken_at
    latest = found.workers[0] if found.workers else None
    if latest is None:
        print("worker: none has run yet; start one with `wirewatch run`")
    elif latest.id in alive:
        print(
            f"worker: alive, process {latest.pid} on {plain(latest.host)}, started {ago(latest.started_at, now)}"
        )
    elif latest.stopped_at is not None:
        print(f"worker: stopped {ago(latest.stopped_at, now)}")
    else:
        print(f"worker: DEAD, last heard of {ago(latest.heartbeat_at, now)} (process {latest.pid})")
    if latest is not None and latest.config_error:
        print(
            f"configuration: the changed one is REFUSED, that of {moment(latest.config_loaded_at)} is in force"
        )
        print(f"    {plain(latest.config_error)}")
    print(f"last pass: {ago(found.last_passed_at, now)}")
    articles, hits = counted(found.articles, "article"), counted(found.hits, "hit")
    print(f"archive: {articles}, {hits}, {found.unflagged} not yet flagged")
    oldest = f", the oldest since {ago(found.oldest_waiting_at, now)}" if found.waiting else ""
    print(f"outbox: {found.waiting} waiting{oldest}; {counted(found.dead, 'dead letter')}")
    for source in found.sources:
        _print_source(source, [event for event in found.events if event.source == source.name], now)


def _print_source(source: SourceState, events: Sequence[SourceEvent], now: datetime) -> None:
    from app.cli.terminal import ago, plain
    from scheduler.counted import counted
    from storage.records import ARTICLE_PAGE

    outcome = "not polled yet" if source.last_outcome is None else str(source.last_outcome)
    parts = [f"{plain(source.name)}: {outcome}"]
    if source.last_finished_at is not None:
        parts.append(f"polled {ago(source.last_finished_at, now)}")
    parts.append("due now" if source.due_at <= now else f"due {ago(source.due_at, now)}")
    parts.append(counted(source.articles, "article"))
    if source.pending:
        parts.append(f"{source.pending} pending")
    if source.failed:
        parts.append(f"{source.failed} given up")
    print("  " + ", ".join(parts))
    if source.last_detail:
        print(f"      {plain(source.last_detail)}")
    for count in source.pages:
        if count.kind != ARTICLE_PAGE:
            of = sum(one.pages for one in source.pages)
            print(
                f"      {count.pages} of {counted(of, 'page')} in the last day: {plain(count.kind)}, ", end=""
            )
            print(f"such as {plain(count.example_url)}")
    for event in events:
        print(f"      {_event_line(event, now)}")


def _event_line(event: SourceEvent, now: datetime) -> str:
    from app.cli.terminal import ago, moment, plain

    over = "" if event.closed_at is None else f" ({event.ending} {ago(event.closed_at, now)})"
    return (
        f"{plain(event.kind)}: {plain(event.detail)} since {moment(event.since_at)}{over}, "
        f"such as {plain(event.example_url)}"
    )
