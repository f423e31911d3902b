"""What becomes of verdicts when deliveries end, and when a person says that a hit is handled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, exists, select

from storage.records import DeliveryState, HitOutcome
from storage.tables import DeliveryRow, HitRow, VerdictRow
from storage.telling import states, verdicts
from storage.telling.outcomes import HANDLED

_GIVEN_UP = (DeliveryState.DEAD.value, DeliveryState.ENDED.value)


def note_failures(connection: Connection, notice_keys: Iterable[str], now: datetime) -> None:
    """The hits of those notices of which no delivery arrived, or still may, have failed."""
    for key in sorted(set(notice_keys)):
        rows = connection.execute(
            select(DeliveryRow.channel, DeliveryRow.state, DeliveryRow.last_error)
            .where(DeliveryRow.story_notice_key == key)
            .order_by(DeliveryRow.channel)
        ).all()
        if any(row.state not in _GIVEN_UP for row in rows) or all(
            row.state == DeliveryState.ENDED.value for row in rows
        ):
            continue
        said = "; ".join(f"{row.channel}: {row.last_error}" for row in rows)
        told = [one for one in _in_force(connection, key) if one.outcome is HitOutcome.TOLD]
        rule = f"no delivery of its notice arrived ({' '.join(said.split())[:300]})"
        verdicts.again(connection, told, HitOutcome.FAILED, rule, now)


def has_failed(connection: Connection, delivery_id: str) -> bool:
    """Whether the hits of the notice that a delivery is of were given up."""
    failed = (
        exists()
        .where(DeliveryRow.id == delivery_id, VerdictRow.notice_key == DeliveryRow.story_notice_key)
        .where(VerdictRow.outcome == HitOutcome.FAILED.value)
    )
    return bool(connection.scalar(select(failed)))


def note_arrival(connection: Connection, delivery_id: str, now: datetime) -> None:
    """A delivery of a notice that had failed arrived: its hits are told after all."""
    key = connection.scalar(select(DeliveryRow.story_notice_key).where(DeliveryRow.id == delivery_id))
    found = [one for one in _in_force(connection, str(key)) if one.outcome is HitOutcome.FAILED]
    verdicts.again(connection, found, HitOutcome.TOLD, "a delivery of its notice arrived after all", now)


def let_go(connection: Connection, hit_id: int, now: datetime) -> None:
    """A hit that waits on routes, but is handled, waits no longer and is told to nobody there."""
    row = connection.execute(select(HitRow.article_id, HitRow.watch).where(HitRow.id == hit_id)).one()
    routes = set()
    for state in states.waiting(connection):
        hits = state.held.hits if state.held else ()
        left = tuple(hit for hit in hits if (hit.article_id, hit.watch) != (row.article_id, row.watch))
        if state.held is not None and len(left) < len(hits):
            states.keep(connection, [replace(state, held=replace(state.held, hits=left) if left else None)])
            routes.add(state.route)
    waited = [
        one
        for one in verdicts.in_force(verdicts.of_hits(connection, [hit_id])[hit_id])
        if one.route in routes and one.outcome in (HitOutcome.HELD_UNTIL, HitOutcome.COOLING_DOWN)
    ]
    verdicts.again(connection, waited, HitOutcome.SILENCED_BY, HANDLED, now)


def _in_force(connection: Connection, key: str) -> list[verdicts.KeptVerdict]:
    """What holds of the hits of a notice on its route, where it is this notice's."""
    hit_ids = {one.hit_id for one in verdicts.of_notice(connection, key)}
    return [
        one
        for some in verdicts.of_hits(connection, hit_ids).values()
        for one in verdicts.in_force(some)
        if one.notice_key == key
    ]
