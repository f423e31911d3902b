"""The backfills table: files and sitemaps are added, claimed under a lease, and marked with how far they have come."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from storage.backfills.adding import Asked, asked_again
from storage.backfills.errors import LeaseLostError
from storage.backfills.rows import COUNTS, backfill, every_backfill, position_values
from storage.backfills.silence import tell_nobody
from storage.database import Database
from storage.failpoints import failpoint
from storage.importing import entries_of, take_in_within
from storage.inserts import insert_or_skip
from storage.keys import text_hash
from storage.records import (
    Backfill,
    BackfillCount,
    BackfillKind,
    BackfillPosition,
    BackfillState,
    Wording,
)
from storage.tables import BackfillRow


class Backfills:
    """All backfills, and the way of their articles into the archive."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        kind: BackfillKind,
        place: str,
        now: datetime,
        *,
        since: datetime | None = None,
        size: int | None = None,
        anew: bool = False,
    ) -> Backfill:
        """The backfill of a place, made or set to go on where there is anything left to do (see `asked_again`)."""
        row = {
            "kind": kind.value,
            "place": place,
            "place_hash": text_hash(place),
            "since": since,
            "size": size,
            "state": BackfillState.WAITING.value,
            "added_at": now,
            "children": None,
            **position_values(BackfillPosition()),
            **dict.fromkeys(COUNTS, 0),
        }
        is_it = and_(BackfillRow.kind == kind.value, BackfillRow.place_hash == row["place_hash"])
        with self._db.write() as connection:
            statement = insert_or_skip(connection, BackfillRow, BackfillRow.kind, BackfillRow.place_hash)
            connection.execute(statement.values(row))
            known = backfill(connection.execute(every_backfill().where(is_it).with_for_update()).one())
            match asked_again(known, since=since, size=size, anew=anew):
                case Asked.BEGIN_ANEW:
                    connection.execute(
                        update(BackfillRow).where(is_it).values(row | {"error": None, "finished_at": None})
                    )
                case Asked.GO_ON:
                    values = {"state": row["state"], "error": None, "finished_at": None, "size": size}
                    connection.execute(update(BackfillRow).where(is_it).values(values))
            return backfill(connection.execute(every_backfill().where(is_it)).one())

    def claim(
        self,
        worker_id: str,
        now: datetime,
        lease: timedelta,
        *,
        kind: BackfillKind = BackfillKind.WARC,
        among: Sequence[int] | None = None,
        but: Collection[int] = (),
    ) -> Backfill | None:
        """Take the first that waits, or whose lease ran out; `among` are the only ones to choose from, without `but`.

        Nobody else gets it during the lease, which `renew` and `save` extend.
        """
        is_free = _is_free(now) & (BackfillRow.kind == kind.value)
        if among is not None:
            is_free &= BackfillRow.id.in_(among)
        if but:
            is_free &= BackfillRow.id.not_in(but)
        chosen = (
            select(BackfillRow.id)
            .where(is_free)
            .order_by(BackfillRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            # A table of its own: PostgreSQL may run a subquery again for each row, past the limit.
            .cte("chosen")
        )
        statement = (
            update(BackfillRow)
            .where(BackfillRow.id.in_(select(chosen.c.id)), is_free)
            .values(state=BackfillState.RUNNING.value, worker_id=worker_id, leased_until=now + lease)
            .returning(*BackfillRow.__table__.columns)
        )
        with self._db.write() as connection:
            row = connection.execute(statement).one_or_none()
            if row is None:
                return None
            if row.started_at is None:
                begun = update(BackfillRow).where(BackfillRow.id == row.id).values(started_at=now)
                connection.execute(begun)
        return backfill(row)

    def save(
        self,
        claimed: Backfill,
        wordings: Sequence[Wording],
        passed: BackfillCount,
        before: BackfillPosition,
        after: BackfillPosition,
        now: datetime,
        lease: timedelta,
    ) -> BackfillCount:
        """Save the articles of the records from `before` up to `after`, and that these are done, in one transaction.

        `passed` counts those of the records that gave no article. All are backlog, and nobody is told of them.

        Raises:
            LeaseLostError: another process has the backfill, or it is not at `before` any more; nothing is saved.
            StorageError: the archive could not be written; nothing is saved.
        """
        entries = entries_of(wordings)

        def work(connection: Connection) -> BackfillCount:
            taken, saved = take_in_within(connection, wordings, entries, now)
            tell_nobody(connection, saved, now)
            count = passed + BackfillCount(new=taken.new, revised=taken.revised, known=taken.known)
            added = {name: getattr(BackfillRow, name) + getattr(count, name) for name in COUNTS}
            is_there = and_(BackfillRow.offset == before.offset, BackfillRow.records == before.records)
            values = added | position_values(after) | {"leased_until": now + lease}
            _mark(connection, claimed, is_there, values)
            failpoint("backfill-saving")
            return count

        count = self._db.retrying(work)
        failpoint("backfill-saved")
        return count

    def ran(self, claimed: Backfill, count: BackfillCount, children: str | None, unreadable: int) -> None:
        """A run of a sitemap has ended: what came of its pages, and what is known now of an index's sitemaps.

        `unreadable` are all pages that cannot be read as yet, those of any earlier run among them. Where the run goes
        on is in the frontier. Raises LeaseLostError where another process has the backfill.
        """
        values: dict[str, Any] = {name: getattr(BackfillRow, name) + getattr(count, name) for name in COUNTS}
        values["unreadable"] = unreadable
        if children is not None:
            values["children"] = children
        with self._db.write() as connection:
            _mark(connection, claimed, None, values)

    def renew(self, claimed: Backfill, now: datetime, lease: timedelta) -> None:
        """Keep a backfill for longer. Raises LeaseLostError where another process has it."""
        with self._db.write() as connection:
            _mark(connection, claimed, None, {"leased_until": now + lease})

    def sized(self, claimed: Backfill, size: int) -> None:
        """Note how many bytes the file has. Raises LeaseLostError where another process has the backfill."""
        with self._db.write() as connection:
            _mark(connection, claimed, None, {"size": size})

    def finish(self, claimed: Backfill, now: datetime) -> None:
        """It was read to its end. Raises LeaseLostError where another process has it."""
        self._end(claimed, BackfillState.DONE, now, None)

    def fail(self, claimed: Backfill, error: str, now: datetime) -> None:
        """It cannot be read on from its position, for `error`. Raises LeaseLostError where another process has it."""
        self._end(claimed, BackfillState.FAILED, now, error)

    def release(self, claimed: Backfill) -> None:
        """Give it back, to be gone on with at its position. Raises LeaseLostError where another process has it."""
        values = {"state": BackfillState.WAITING.value, "worker_id": None, "leased_until": None}
        with self._db.write() as connection:
            _mark(connection, claimed, None, values)

    def release_dead(self, is_dead: Callable[[str], bool]) -> builtins.list[str]:
        """Give back what those hold of whose id `is_dead` says that they are gone; the places."""
        running = BackfillRow.state == BackfillState.RUNNING.value
        with self._db.write() as connection:
            rows = connection.execute(every_backfill().where(running).with_for_update()).all()
            dead = [row for row in rows if row.worker_id is not None and is_dead(row.worker_id)]
            for row in dead:
                connection.execute(
                    update(BackfillRow)
                    .where(BackfillRow.id == row.id)
                    .values(state=BackfillState.WAITING.value, worker_id=None, leased_until=None)
                )
        return [row.place for row in dead]

    def list(self, among: Sequence[int] | None = None) -> builtins.list[Backfill]:
        """All, or those of these numbers, the first added first."""
        statement = every_backfill().order_by(BackfillRow.id)
        if among is not None:
            statement = statement.where(BackfillRow.id.in_(among))
        with self._db.read() as connection:
            return [backfill(row) for row in connection.execute(statement)]

    def _end(self, claimed: Backfill, state: BackfillState, now: datetime, error: str | None) -> None:
        values = {
            "state": state.value,
            "error": error,
            "finished_at": now,
            "worker_id": None,
            "leased_until": None,
        }
        with self._db.write() as connection:
            _mark(connection, claimed, None, values)


def _is_free(now: datetime) -> ColumnElement[bool]:
    ran_out = and_(BackfillRow.state == BackfillState.RUNNING.value, BackfillRow.leased_until <= now)
    return or_(BackfillRow.state == BackfillState.WAITING.value, ran_out)


def _mark(
    connection: Connection,
    claimed: Backfill,
    condition: ColumnElement[bool] | None,
    values: dict[str, Any],
) -> None:
    """Change the row of a backfill that its process still has."""
    is_held = and_(
        BackfillRow.id == claimed.id,
        BackfillRow.state == BackfillState.RUNNING.value,
        BackfillRow.worker_id == claimed.worker_id,
    )
    statement = update(BackfillRow).where(is_held if condition is None else is_held & condition)
    if connection.execute(statement.values(values)).rowcount != 1:
        raise LeaseLostError(f"{claimed.place}: another process has taken it over")
