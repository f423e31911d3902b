"""The outbox: a row for each notice to each channel, claimed under a lease and marked when it is sent."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    func,
    literal_column,
    select,
    tuple_,
    update,
)

from storage.articles import archived
from storage.channel_states import ChannelStates
from storage.database import Database
from storage.delivery_rows import delivery, every_delivery
from storage.failpoints import failpoint
from storage.hit_rows import hit, with_article
from storage.locks import Turn, take_turn
from storage.marks import is_handled
from storage.notice_rows import notices
from storage.records import (
    ClaimedDelivery,
    ClaimedNotice,
    ClaimedStories,
    Delivery,
    DeliveryState,
)
from storage.tables import DeliveryRow, HitRow, VerdictRow, is_open_delivery
from storage.telling.claiming import claimed_stories
from storage.telling.outcomes import HANDLED
from storage.telling.settling import has_failed, note_arrival, note_failures

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500
_OPEN = is_open_delivery()
_REPLAYABLE = (DeliveryState.DEAD.value, DeliveryState.ENDED.value)

Claimed = ClaimedDelivery | ClaimedNotice | ClaimedStories


class Outbox:
    """The deliveries table, and how the channels are that they go to."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.states = ChannelStates(db)

    def claim(
        self, channel: str, worker_id: str, now: datetime, lease: timedelta, limit: int
    ) -> list[Claimed]:
        """Take what this channel may send now, the longest due first; nobody else gets it during the lease.

        One whose lease ran out is taken again. `attempts` counts the one that now begins. What belongs to a hit
        that was marked handled is ended instead.
        """
        due = _due(channel, now)
        chosen = (
            select(DeliveryRow.id)
            .where(due)
            .order_by(DeliveryRow.due_at, DeliveryRow.created_at, DeliveryRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            # A table of its own: PostgreSQL may run a subquery again for each row, past the limit.
            .cte("chosen")
        )
        statement = (
            update(DeliveryRow)
            # `due` once more: PostgreSQL looks at it again where another process was faster.
            .where(DeliveryRow.id.in_(select(chosen.c.id)), due)
            .values(
                state=DeliveryState.SENDING.value,
                attempts=DeliveryRow.attempts + 1,
                worker_id=worker_id,
                due_at=now + lease,
            )
            .returning(DeliveryRow.id)
        )
        with self._db.write() as connection:
            ids: builtins.list[str] = []
            while not ids and (taken := connection.scalars(statement).all()):
                ids = _without_handled(connection, taken, now)
            claimed = _claimed(connection, ids)
        if claimed:
            failpoint("delivery-claimed")
        return claimed

    def delivered(self, delivery_id: str, answer: str | None, now: datetime) -> None:
        """The receiver accepted it, saying `answer`. That holds whoever has the lease by now."""
        self._mark(
            delivery_id,
            DeliveryRow.state != DeliveryState.DELIVERED.value,
            is_decided_anew=lambda connection: has_failed(connection, delivery_id),
            after=lambda connection: note_arrival(connection, delivery_id, now),
            state=DeliveryState.DELIVERED.value,
            delivered_at=now,
            answer=answer,
            last_error=None,
        )

    def retry(self, delivery_id: str, due_at: datetime, error: str) -> None:
        """It failed, and is tried again at `due_at`."""
        self._mark(
            delivery_id,
            _OPEN,
            state=DeliveryState.WAITING.value,
            due_at=due_at,
            last_error=error,
            worker_id=None,
        )

    def dead(self, delivery_id: str, error: str, now: datetime) -> None:
        """It failed for good. Where no delivery of a notice arrived, its hits have failed."""
        self._mark(
            delivery_id,
            _OPEN,
            is_decided_anew=lambda _: True,
            after=lambda connection: note_failures(connection, _keys(connection, [delivery_id]), now),
            state=DeliveryState.DEAD.value,
            due_at=now,
            last_error=error,
            worker_id=None,
        )

    def release(self, worker_id: str, now: datetime) -> int:
        """Give back what a worker held that is no more; returns how many deliveries wait again."""
        with self._db.write() as connection:
            return released(connection, worker_id, now)

    def get(self, delivery_id: str) -> Delivery | None:
        """The delivery of this id."""
        with self._db.read() as connection:
            row = connection.execute(every_delivery().where(DeliveryRow.id == delivery_id)).one_or_none()
        return None if row is None else delivery(row)

    def list(
        self,
        state: DeliveryState | None = None,
        channel: str | None = None,
        limit: int = 50,
        *,
        below: tuple[datetime, str] | None = None,
    ) -> list[Delivery]:
        """Deliveries, the latest first; with `below` those that follow upon the one of that time and id."""
        order = (DeliveryRow.created_at.desc(), DeliveryRow.id.desc())
        statement = every_delivery().order_by(*order).limit(limit)
        if below is not None:
            statement = statement.where(tuple_(DeliveryRow.created_at, DeliveryRow.id) < tuple_(*below))
        if state is not None:
            statement = statement.where(DeliveryRow.state == state.value)
        if channel is not None:
            statement = statement.where(DeliveryRow.channel == channel)
        with self._db.read() as connection:
            return [delivery(row) for row in connection.execute(statement)]

    def hit_of(self, delivery_id: str) -> int | None:
        """The number of the hit that a delivery is about; None where it is about none, or not there."""
        with self._db.read() as connection:
            return connection.scalar(select(DeliveryRow.hit_id).where(DeliveryRow.id == delivery_id))

    def of_hits(self, hit_ids: Sequence[int]) -> dict[int, builtins.list[Delivery]]:
        """The deliveries that tell of these hits, by hit, in the order of the channels' names, the first one first."""
        found: dict[int, dict[str, Delivery]] = {hit_id: {} for hit_id in hit_ids}
        ids = [*found]
        order = (DeliveryRow.channel, DeliveryRow.created_at, DeliveryRow.id)
        with self._db.read() as connection:
            for at in range(0, len(ids), _CHUNK):
                chunk = ids[at : at + _CHUNK]
                by_notice = (
                    every_delivery()
                    .join(VerdictRow, VerdictRow.notice_key == DeliveryRow.story_notice_key)
                    .add_columns(VerdictRow.hit_id.label("told_hit_id"))
                    .where(VerdictRow.hit_id.in_(chunk))
                )
                for row in connection.execute(by_notice.order_by(*order)):
                    found[row.told_hit_id][row.delivery_id] = delivery(row)
                # as releases before routes wrote them
                alone = every_delivery().where(
                    DeliveryRow.hit_id.in_(chunk), DeliveryRow.story_notice_key.is_(None)
                )
                for row in connection.execute(alone.order_by(*order)):
                    found[row.hit_id][row.delivery_id] = delivery(row)
        return {hit_id: [*some.values()] for hit_id, some in found.items()}

    def channels(self) -> set[str]:
        """The channels for which something is not accepted yet, dead letters aside."""
        statement = select(DeliveryRow.channel).where(_OPEN).distinct()
        with self._db.read() as connection:
            return set(connection.scalars(statement))

    def replay(self, delivery_id: str, now: datetime) -> bool:
        """Let a dead delivery wait again, as if it were new, but under its id; one that was ended likewise.

        False if it is neither, or its hit is handled.
        """
        return self._mark(delivery_id, _may_be_replayed(_REPLAYABLE), **_anew(now))

    def replay_dead(self, channel: str, now: datetime) -> int:
        """Let all dead letters of a channel wait again, see `replay`; returns how many."""
        condition = and_(DeliveryRow.channel == channel, _may_be_replayed((DeliveryState.DEAD.value,)))
        return self._update(condition, **_anew(now))

    def bury(self, channel: str, created_until: datetime, error: str, now: datetime) -> int:
        """Make dead letters of what waits for a channel since `created_until` or longer; returns how many."""
        condition = and_(
            DeliveryRow.channel == channel,
            DeliveryRow.state == literal_column("'waiting'"),
            DeliveryRow.created_at <= created_until,
        )
        values = {"state": DeliveryState.DEAD.value, "due_at": now, "last_error": error}
        with self._db.write() as connection:
            take_turn(connection, Turn.TELL)
            statement = update(DeliveryRow).where(condition).values(values).returning(DeliveryRow.id)
            buried = connection.scalars(statement).all()
            note_failures(connection, _keys(connection, buried), now)
        return len(buried)

    def hurry(self, channel: str, now: datetime) -> int:
        """What failed on a channel and waits for its next try is due now; returns how many."""
        condition = and_(
            DeliveryRow.channel == channel,
            DeliveryRow.state == literal_column("'waiting'"),
            DeliveryRow.attempts > 0,
            DeliveryRow.due_at > now,
        )
        return self._update(condition, due_at=now)

    def waiting_summary(self) -> tuple[int, datetime | None]:
        """How many deliveries are not accepted yet, dead ones aside, and since when the oldest waits."""
        with self._db.read() as connection:
            return waiting(connection)

    def next_due_at(self) -> datetime | None:
        """When the next delivery, or the end of a lease, is due; None if there is none."""
        with self._db.read() as connection:
            return connection.scalar(select(func.min(DeliveryRow.due_at)).where(_OPEN))

    def _update(self, condition: ColumnElement[bool], **values: Any) -> int:
        with self._db.write() as connection:
            return connection.execute(update(DeliveryRow).where(condition).values(values)).rowcount

    def _mark(
        self,
        delivery_id: str,
        condition: ColumnElement[bool],
        *,
        is_decided_anew: Callable[[Connection], bool] = lambda _: False,
        after: Callable[[Connection], None] | None = None,
        **values: Any,
    ) -> bool:
        statement = update(DeliveryRow).where(DeliveryRow.id == delivery_id, condition).values(values)
        with self._db.write() as connection:
            # before any row is locked: who decides has the turn first, too
            if decided_anew := is_decided_anew(connection):
                take_turn(connection, Turn.TELL)
            marked = connection.execute(statement).rowcount > 0
            if marked and decided_anew and after is not None:
                after(connection)
            failpoint("delivery-marking")
        failpoint("delivery-marked")
        return marked


def waiting(connection: Connection) -> tuple[int, datetime | None]:
    """See `Outbox.waiting_summary`."""
    count, oldest = connection.execute(
        select(func.count(), func.min(DeliveryRow.created_at)).where(_OPEN)
    ).one()
    return count, oldest


def released(connection: Connection, worker_id: str, now: datetime) -> int:
    """See `Outbox.release`."""
    statement = (
        update(DeliveryRow)
        .where(DeliveryRow.worker_id == worker_id, DeliveryRow.state == DeliveryState.SENDING.value)
        .values(state=DeliveryState.WAITING.value, due_at=now, worker_id=None)
    )
    return connection.execute(statement).rowcount


def _keys(connection: Connection, delivery_ids: Sequence[str]) -> set[str]:
    """The notices about stories that these deliveries are of."""
    found: set[str] = set()
    for at in range(0, len(delivery_ids), _CHUNK):
        statement = select(DeliveryRow.story_notice_key).where(
            DeliveryRow.id.in_(delivery_ids[at : at + _CHUNK]), DeliveryRow.story_notice_key.is_not(None)
        )
        found.update(key for key in connection.scalars(statement) if key is not None)
    return found


def _may_be_replayed(states: Sequence[str]) -> ColumnElement[bool]:
    return and_(DeliveryRow.state.in_(states), ~is_handled(DeliveryRow.hit_id))


def _anew(now: datetime) -> dict[str, Any]:
    return {"state": DeliveryState.WAITING.value, "due_at": now, "created_at": now, "attempts": 0}


def _due(channel: str, now: datetime) -> ColumnElement[bool]:
    return and_(DeliveryRow.channel == channel, _OPEN, DeliveryRow.due_at <= now)


def _without_handled(connection: Connection, ids: Sequence[str], now: datetime) -> list[str]:
    """Those of the claimed deliveries that may be sent; the others are ended."""
    ended = set(
        connection.scalars(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_(ids), is_handled(DeliveryRow.hit_id))
            .values(
                state=DeliveryState.ENDED.value,
                attempts=DeliveryRow.attempts - 1,
                worker_id=None,
                due_at=now,
                last_error=HANDLED,
            )
            .returning(DeliveryRow.id)
        )
    )
    return [one for one in ids if one not in ended]


def _claimed(connection: Connection, ids: Sequence[str]) -> list[Claimed]:
    if not ids:
        return []
    statement = every_delivery().where(DeliveryRow.id.in_(ids))
    deliveries = [
        delivery(row)
        for row in connection.execute(statement.order_by(DeliveryRow.created_at, DeliveryRow.id))
    ]
    of_stories = [one for one in deliveries if one.story_notice_key is not None]
    stories = {one.delivery.id: one for one in claimed_stories(connection, of_stories)}
    hit_ids = [one.hit_id for one in deliveries if one.hit_id is not None and one.id not in stories]
    hits = {
        row.hit_id: (hit(row), archived(row))
        for row in (connection.execute(with_article().where(HitRow.id.in_(hit_ids))) if hit_ids else ())
    }
    about = notices(connection, [one.notice_id for one in deliveries if one.notice_id is not None])
    claimed: list[Claimed] = []
    for one in deliveries:
        if one.id in stories:
            claimed.append(stories[one.id])
        elif one.notice_id is not None:
            claimed.append(ClaimedNotice(delivery=one, notice=about[one.notice_id]))
        elif one.hit_id is not None:
            found, article = hits[one.hit_id]
            claimed.append(ClaimedDelivery(delivery=one, hit=found, article=article))
    return claimed
