"""What people say of hits: relevant, noise, or handled. The latest mark counts; the earlier ones stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, SQLColumnExpression, insert, select, update

from storage.database import Database
from storage.locks import Turn, take_turn
from storage.one_of import one_of
from storage.records import DeliveryState
from storage.tables import DeliveryRow, HitMarkRow, HitRow
from storage.telling.outcomes import HANDLED
from storage.telling.settling import let_go

_OF_HITS = (
    select(*HitMarkRow.__table__.columns).where(one_of(HitMarkRow.hit_id, "hits")).order_by(HitMarkRow.id)
)


class Mark(StrEnum):
    """`HANDLED` ends repeats: what of the hit still waits to be told is not told."""

    RELEVANT = "relevant"
    NOISE = "noise"
    HANDLED = "handled"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitMark:
    """One mark of a hit."""

    hit_id: int
    mark: Mark
    note: str | None
    marked_at: datetime


class Marks:
    """The marks of hits."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def mark(self, hit_id: int, mark: Mark, note: str | None, now: datetime) -> int | None:
        """Mark a hit. Returns how many waiting deliveries that ended, None where there is no such hit.

        A handled hit is told no more: not by deliveries that fail and wait again, not when they are replayed, not
        with what waits on a route, and not by a later revision. What is being sent at this moment may still arrive, and
        a notice of several hits tells of it. Another mark makes a replay possible again.
        """
        with self._db.write() as connection:
            # before any row is locked: who decides has the turn first, too
            take_turn(connection, Turn.TELL)
            if connection.scalar(select(HitRow.id).where(HitRow.id == hit_id)) is None:
                return None
            connection.execute(
                insert(HitMarkRow).values(hit_id=hit_id, mark=mark.value, note=note, marked_at=now)
            )
            if mark is not Mark.HANDLED:
                return 0
            let_go(connection, hit_id, now)
            return connection.execute(
                update(DeliveryRow)
                .where(DeliveryRow.hit_id == hit_id, DeliveryRow.state == DeliveryState.WAITING.value)
                .values(state=DeliveryState.ENDED.value, due_at=now, last_error=HANDLED)
            ).rowcount

    def marks_of(self, hit_ids: Sequence[int]) -> dict[int, list[HitMark]]:
        """The marks of these hits, by hit, the latest last."""
        found: dict[int, list[HitMark]] = {hit_id: [] for hit_id in hit_ids}
        with self._db.read() as connection:
            for row in connection.execute(_OF_HITS, {"hits": list(found)}):
                found[row.hit_id].append(
                    HitMark(hit_id=row.hit_id, mark=Mark(row.mark), note=row.note, marked_at=row.marked_at)
                )
        return found


HitId = SQLColumnExpression[int] | SQLColumnExpression[int | None]


def latest_mark(hit_id: HitId) -> ScalarSelect[str]:
    """The mark that counts of a hit, in a statement; NULL where it has none."""
    return (
        select(HitMarkRow.mark)
        .where(HitMarkRow.hit_id == hit_id)
        .order_by(HitMarkRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def is_handled(hit_id: HitId) -> ColumnElement[bool]:
    """Whether a hit is handled, in a statement."""
    return (latest_mark(hit_id) == Mark.HANDLED.value).is_(True)
