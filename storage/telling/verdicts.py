"""Verdicts: all that was ever decided for a hit, and the one outcome that follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from storage.one_of import one_of
from storage.records import HitOutcome, Verdict
from storage.tables import HitRow, VerdictRow
from storage.telling.outcomes import ORDER, supersedes

_COLUMNS = tuple(VerdictRow.__table__.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVerdict:
    """What was decided for a hit on a route; see `storage.records.Verdict`."""

    id: int
    hit_id: int
    revision: int
    route: str
    group: str
    outcome: HitOutcome
    rule: str
    decided_at: datetime
    until_at: datetime | None
    notice_key: str | None


def write(connection: Connection, numbered: Sequence[tuple[int, Verdict]]) -> None:
    """Write verdicts, each with the number of its hit, and the outcomes that follow."""
    _insert(
        connection,
        [
            {
                "hit_id": hit_id,
                "revision": one.hit.revision,
                "route": one.route,
                "grouping": one.group,
                "outcome": one.outcome.value,
                "rule": one.rule,
                "decided_at": one.decided_at,
                "until_at": one.until_at,
                "notice_key": one.notice_key,
            }
            for hit_id, one in numbered
        ],
    )


def again(
    connection: Connection, verdicts: Iterable[KeptVerdict], outcome: HitOutcome, rule: str, now: datetime
) -> None:
    """Decide anew what was decided: the same hits, on the same routes, of the same notice."""
    _insert(
        connection,
        [
            {
                "hit_id": one.hit_id,
                "revision": one.revision,
                "route": one.route,
                "grouping": one.group,
                "outcome": outcome.value,
                "rule": rule,
                "decided_at": now,
                "until_at": None,
                "notice_key": one.notice_key,
            }
            for one in verdicts
        ],
    )


def _insert(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(VerdictRow), rows)
        settle(connection, {row["hit_id"] for row in rows})


def settle(connection: Connection, hit_ids: Collection[int]) -> None:
    """Make the outcome of each hit that of the route on which it came farthest."""
    by_outcome: defaultdict[str, list[int]] = defaultdict(list)
    for hit_id, verdicts in of_hits(connection, hit_ids).items():
        if verdicts:
            by_outcome[farthest(in_force(verdicts)).outcome.value].append(hit_id)
    for outcome, ids in by_outcome.items():
        statement = update(HitRow).where(one_of(HitRow.id, "hits"), HitRow.outcome != outcome)
        connection.execute(statement.values(outcome=outcome), {"hits": ids})


def of_hits(connection: Connection, hit_ids: Iterable[int]) -> dict[int, list[KeptVerdict]]:
    """All verdicts of these hits, by hit, the first one first."""
    ids = sorted(set(hit_ids))
    found: dict[int, list[KeptVerdict]] = {hit_id: [] for hit_id in ids}
    if not ids:
        return found
    statement = _all().where(one_of(VerdictRow.hit_id, "hits")).order_by(VerdictRow.id)
    for row in connection.execute(statement, {"hits": ids}):
        found[row.hit_id].append(_verdict(row))
    return found


def of_notice(connection: Connection, key: str) -> list[KeptVerdict]:
    """The verdicts that a notice came of."""
    statement = _all().where(VerdictRow.notice_key == key).order_by(VerdictRow.id)
    return [_verdict(row) for row in connection.execute(statement)]


def in_force(verdicts: Iterable[KeptVerdict]) -> list[KeptVerdict]:
    """Of the verdicts of one hit, the first one first, that which holds on each route."""
    held: dict[str, KeptVerdict] = {}
    for one in verdicts:
        before = held.get(one.route)
        if before is None or supersedes(one.outcome, before.outcome):
            held[one.route] = one
    return [*held.values()]


def farthest(verdicts: Iterable[KeptVerdict]) -> KeptVerdict:
    """That which is the hit's own. Raises ValueError if there is none."""
    return min(verdicts, key=lambda one: ORDER.index(one.outcome))


def _all() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS)


def _verdict(row: Row[*tuple[Any, ...]]) -> KeptVerdict:
    return KeptVerdict(
        id=row.id,
        hit_id=row.hit_id,
        revision=row.revision,
        route=row.route,
        group=row.grouping,
        outcome=HitOutcome(row.outcome),
        rule=row.rule,
        decided_at=row.decided_at,
        until_at=row.until_at,
        notice_key=row.notice_key,
    )
