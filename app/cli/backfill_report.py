"""Backfills as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from app.cli.terminal import as_json, plain
from scheduler.counted import counted
from storage.records import Backfill, BackfillCount, BackfillState


def print_backfills(backfills: Sequence[Backfill], *, json: bool) -> None:
    """Each on a line, or as an object on one."""
    for one in backfills:
        print(as_json(_document(one)) if json else plain(_line(one)))
    if not json and len(backfills) > 1:
        total = sum((one.count for one in backfills), BackfillCount())
        print(f"{counted(len(backfills), 'backfill')}: {_counts(total)}")
    if not json and not backfills:
        print("no backfills")


def _document(one: Backfill) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "place": one.place,
        "since": one.since,
        "state": one.state.value,
        "offset": one.position.offset,
        "size": one.size,
        "records": one.position.records,
        **asdict(one.count),
        "worker": one.worker_id,
        "error": one.error,
        "added_at": one.added_at,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
    }


def _line(one: Backfill) -> str:
    state = one.state.value
    if one.state is not BackfillState.DONE and one.size and one.position.offset:
        state += f" at {one.position.offset / one.size:.0%}"
    trouble = f"; {one.error}" if one.error else ""
    return f"{one.place}: {state}: {_counts(one.count)}{trouble}"


def _counts(count: BackfillCount) -> str:
    parts = [
        counted(count.new, "new article"),
        f"{counted(count.revised, 'revision')} of known ones",
        f"{count.known} known already",
        *([f"{count.older} crawled before"] if count.older else []),
        f"{count.refused} no article",
        *([f"{count.unreadable} unreadable"] if count.unreadable else []),
    ]
    return ", ".join(parts)
