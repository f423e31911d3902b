"""`wirewatch status`: the state of everything, from the database alone."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from alerts.limits import Limits
    from app.cli.status_limits import Over
    from storage.status import ChannelStatus, Status

# What the next poll needs, and nobody else.
_OF_THE_POLL = ("rhythm", "children", "body_hash")
_OF_THE_LANE = ("digest", "told", "recent_at")


def status(
    source: Annotated[
        str | None, typer.Option("--source", help="Of the sources only this one.", show_default=False)
    ] = None,
    trouble: Annotated[bool, typer.Option("--trouble", help="Of the sources only those in trouble.")] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show the workers, how each source and channel is and since when, and what waits in the outbox.

    Exit codes: 0 a worker is alive, nothing is over its limit and captures are kept, 1 otherwise, 2 the question
    could not be answered.

    Example: wirewatch status --trouble
    """
    from app.cli.database import opened
    from app.cli.desk_watches import desk_troubles
    from app.cli.known import check_name
    from app.cli.status_limits import over_limits
    from app.cli.status_report import (
        channels_report,
        gravest_first,
        report,
        source_report,
        sources_report,
    )
    from app.cli.terminal import as_json, plain
    from app.cli.workers_report import lost_captures
    from storage.clock import utc_now
    from storage.health import is_trouble
    from storage.status import snapshot

    with opened(config) as database:
        found = snapshot(database, utc_now())
        left_out = desk_troubles(database, config)
    over = list(over_limits(found, _limits(config)))
    check_name("source", source, {one.name for one in found.sources}, config)
    all_sources = found.sources
    found = replace(
        found,
        sources=tuple(
            one
            for one in found.sources
            if source in (None, one.name)
            and (not trouble or any(is_trouble(condition.state) for condition in one.conditions))
        ),
    )
    alive = {
        worker.id
        for worker in found.workers
        if _alive(worker.stopped_at, worker.heartbeat_at, found.workers_at)
    }
    if json:
        desk = [{"watch": one.name, "trouble": one.said} for one in left_out]
        print(as_json(_document(found, alive, over) | {"desk_watches_left_out": desk}))
    else:
        for line in report(found, alive):
            print(line)
        for watch in left_out:
            print(f"NOT WATCHED: {plain(watch.name)} of the desk: {plain(watch.said)}")
        for one in over:
            print(f"OVER THE LIMIT {one.limit}: {one.says}")
        if source is None:
            for line in channels_report(found.channels, found.taken_at):
                print(line)
            print(sources_report(all_sources))
        for each in sorted(found.sources, key=gravest_first):
            events = [event for event in found.events if event.source == each.name]
            for line in source_report(each, events, found.taken_at):
                print(line)
    if not alive or over or lost_captures(found.workers, alive):
        raise typer.Exit(1)


def _alive(stopped_at: datetime | None, heartbeat_at: datetime, now: datetime) -> bool:
    return stopped_at is None and now - heartbeat_at < timedelta(seconds=30)


def _limits(config: Path | None) -> Limits:
    """Those of the configuration; of one that is not valid, what holds without any."""
    from alerts.limits import Limits
    from app.config import ConfigError, config_path, load
    from app.config.projection import limits

    try:
        return limits(load(config_path(config)))
    except ConfigError:
        return Limits()


def _document(found: Status, alive: set[str], over: Sequence[Over]) -> dict[str, Any]:
    from app.cli.status_report import probe_of

    document = asdict(found)
    document["over"] = [asdict(one) for one in over]
    document["channels"] = [_channel(one) for one in found.channels]
    for worker in document["workers"]:
        worker["alive"] = worker["id"] in alive
    for row, source in zip(document["sources"], found.sources, strict=True):
        row["interval"] = source.interval.total_seconds()
        row["next_due_at"] = source.due_at
        row["probing"] = probe_of(source)
        for key in _OF_THE_POLL:
            del row[key]
    return document


def _channel(one: ChannelStatus) -> dict[str, Any]:
    row = {key: value for key, value in asdict(one.state).items() if key not in _OF_THE_LANE}
    return row | {"waiting": one.queue.waiting, "oldest_waiting_at": one.queue.oldest_at, "dead": one.dead}
