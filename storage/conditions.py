"""The states that sources are in: what each poll shows of them is kept, in the transaction that writes the poll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from storage.health import Held, Known, judge
from storage.health.kinds import gravity
from storage.health.silence import SHORTEST
from storage.records import Condition, Health, PollResult, Transition
from storage.source_events import DRIFT
from storage.tables import ArticleRow, SourceConditionRow, SourceEventRow

#: A state that returns within so long goes on where it ended: a source that comes and goes is one trouble.
RETURNS = timedelta(minutes=30)
#: So many conditions of a source are remembered, the newest.
KEPT = 200
#: By the times of so many items it is judged how long a source may be silent.
ITEMS = 3000

_ROW = SourceConditionRow
_OPEN = _ROW.ended_at.is_(None)
_COLUMNS = (_ROW.id, _ROW.state, _ROW.evidence, _ROW.since_at, _ROW.seen_at, _ROW.polls)
# What is open of a source: its conditions, and the events of its drift (0 polls). One statement, built once, for every
# poll runs it.
_OPEN_OF_ONE = union_all(
    select(*_COLUMNS).where(_ROW.source_id == bindparam("source_id"), _OPEN),
    select(
        SourceEventRow.id,
        SourceEventRow.kind,
        SourceEventRow.detail,
        SourceEventRow.since_at,
        SourceEventRow.opened_at,
        literal(0),
    ).where(
        SourceEventRow.source_id == bindparam("source_id"),
        SourceEventRow.kind == DRIFT,
        SourceEventRow.closed_at.is_(None),
    ),
)


def record(
    connection: Connection,
    source_id: int,
    result: PollResult,
    now: datetime,
    *,
    newest_at: datetime | None,
    has_brought: bool,
) -> Transition:
    """Write how a source is after a poll, and say what that changes. This transaction has locked the source's row.

    `newest_at` is the date of the newest item that it ever showed, and it `has_brought` any.
    """
    found = connection.execute(_OPEN_OF_ONE, {"source_id": source_id}).all()
    rows = {Health(row.state): row for row in found if row.polls}
    held = {state: held_of(row) for state, row in rows.items()}
    drifts = sorted((row.since_at, row.id, row.evidence) for row in found if not row.polls)
    is_undated = Health.UNDATED in (
        *(finding.state for finding in result.findings),
        *(() if result.entries else held),
    )
    known = Known(
        newest_at=newest_at,
        times=_times(connection, source_id, result, now, newest_at=None if is_undated else newest_at),
        has_brought=has_brought,
        drifted="; ".join(detail for *_, detail in drifts) or None,
        drifted_at=drifts[0][0] if drifts else None,
    )
    judged = judge(list(held.values()), result, known, now)
    ended = rows.keys() - {one.state for one in judged}
    if ended:
        numbers = [rows[state].id for state in ended]
        connection.execute(update(_ROW).where(_ROW.id.in_(numbers)).values(ended_at=now))
    for one in judged:
        before = held.get(one.state)
        if before is None:
            _begin(connection, source_id, one, now)
        elif before != one:
            connection.execute(
                update(_ROW)
                .where(_ROW.id == rows[one.state].id)
                .values(evidence=one.evidence, seen_at=one.seen_at, polls=one.polls)
            )
    return Transition(
        begun=tuple(
            Condition(state=one.state, since=one.since, evidence=one.evidence)
            for one in judged
            if one.state not in held
        ),
        ended=tuple(sorted(ended, key=gravity)),
    )


def end(connection: Connection, source_id: int, now: datetime) -> None:
    """A source has another address: nothing that was found at the old one is said of it."""
    connection.execute(update(_ROW).where(_ROW.source_id == source_id, _OPEN).values(ended_at=now))


def held_of(row: Row[*tuple[Any, ...]]) -> Held:
    """The state that a row is of."""
    return Held(
        state=Health(row.state),
        since=row.since_at,
        evidence=row.evidence,
        seen_at=row.seen_at,
        polls=row.polls,
    )


def now_of(
    connection: Connection, source_ids: Sequence[int] | None = None
) -> dict[int, tuple[Condition, ...]]:
    """The states that sources are in, by source, the gravest first; of all sources unless some are named."""
    statement = select(_ROW.source_id, *_COLUMNS).where(_OPEN)
    if source_ids is not None:
        statement = statement.where(_ROW.source_id.in_(source_ids))
    found: dict[int, list[Condition]] = {}
    for row in connection.execute(statement):
        condition = Condition(state=Health(row.state), since=row.since_at, evidence=row.evidence)
        found.setdefault(row.source_id, []).append(condition)
    return {
        source_id: tuple(sorted(conditions, key=lambda one: gravity(one.state)))
        for source_id, conditions in found.items()
    }


def _begin(connection: Connection, source_id: int, one: Held, now: datetime) -> None:
    """Open a condition, or the one that ended a short while ago, or that people still take to hold."""
    last = None
    if one.state is not Health.OK:
        last = connection.execute(
            select(*_COLUMNS)
            .where(
                _ROW.source_id == source_id,
                _ROW.state == one.state.value,
                _ROW.recovery_told_at.is_(None),
                or_(
                    _ROW.ended_at > now - RETURNS, and_(_ROW.ended_at.is_not(None), _ROW.told_at.is_not(None))
                ),
            )
            .order_by(_ROW.id.desc())
            .limit(1)
        ).one_or_none()
    if last is not None:
        connection.execute(
            update(_ROW)
            .where(_ROW.id == last.id)
            .values(ended_at=None, evidence=one.evidence, seen_at=one.seen_at, polls=last.polls + 1)
        )
        return
    connection.execute(
        insert(_ROW).values(
            source_id=source_id,
            state=one.state.value,
            evidence=one.evidence,
            since_at=one.since,
            seen_at=one.seen_at,
            polls=one.polls,
        )
    )
    _forget(connection, source_id)


def _forget(connection: Connection, source_id: int) -> None:
    oldest = (
        select(_ROW.id).where(_ROW.source_id == source_id).order_by(_ROW.id.desc()).offset(KEPT).limit(1)
    ).scalar_subquery()
    connection.execute(
        delete(_ROW).where(
            _ROW.source_id == source_id,
            _ROW.id <= oldest,
            _ROW.ended_at.is_not(None),
            or_(_ROW.told_at.is_(None), _ROW.recovery_told_at.is_not(None)),
        )
    )


def _times(
    connection: Connection, source_id: int, result: PollResult, now: datetime, *, newest_at: datetime | None
) -> tuple[datetime, ...]:
    """The times of the source's items, once the last one may be too long ago.

    Where its items bear dates, an article of its that has none says nothing of when it was written.
    """
    if newest_at is not None and now - newest_at < SHORTEST:
        return ()
    newest_first = (
        select(ArticleRow.sorted_at)
        .where(ArticleRow.source_id == source_id)
        .order_by(ArticleRow.sorted_at.desc())
    )
    if newest_at is not None:
        newest_first = newest_first.where(ArticleRow.sorted_at != ArticleRow.collected_at)
    last = connection.scalar(newest_first.limit(1))
    if last is not None and now - last < SHORTEST:
        return (last,)
    stored = () if last is None else connection.scalars(newest_first.limit(ITEMS))
    return tuple({*stored, *result.item_times})
