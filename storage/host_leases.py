"""Which worker may ask which hosts: one at a time, so that a host's delay holds over all machines, and over deaths.

Times are PostgreSQL's own, since the clocks of machines differ; on SQLite there is one machine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from storage.database import Database
from storage.inserts import insert_or_skip
from storage.server_clock import server_now
from storage.tables import HostLeaseRow

#: A lease that is not renewed for so long is another's to take.
LEASE = timedelta(seconds=30)
#: Seconds that a host is taken to want between two requests by whoever takes it over from one that died before it said
#: what its robots.txt asks for.
UNREAD_DELAY = 5.0
#: Hosts that nobody asked for so long are forgotten.
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is known of a host that one may ask from now on, in seconds.

    It was asked `since_asked` ago (None: never), wants `delay` between two requests, and to be left alone for
    `rests_for`.
    """

    since_asked: float | None
    delay: float
    rests_for: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How a host was used by the one who holds it; see `Handed`."""

    since_asked: float | None
    delay: float
    rests_for: float = 0.0


def expire(connection: Connection, dead: Collection[str]) -> None:
    """These workers are no more: what they held is another's to take, as if it had been asked just now."""
    if not dead:
        return
    now = server_now(connection)
    held = update(HostLeaseRow).where(HostLeaseRow.holder.in_(sorted(dead)), HostLeaseRow.held_until > now)
    connection.execute(held.values(held_until=now))


def release_dead(db: Database, is_gone: Callable[[str], bool]) -> None:
    """Expire what processes held that are gone, as far as can be seen from here."""
    with db.write() as connection:
        holders = connection.scalars(
            select(HostLeaseRow.holder).where(HostLeaseRow.held_until > server_now(connection)).distinct()
        )
        expire(connection, [one for one in holders if one is not None and is_gone(one)])


def forget_hosts(db: Database) -> int:
    """Drop what is known of hosts that nobody asked for a day; returns how many."""
    with db.write() as connection:
        now = server_now(connection)
        old = delete(HostLeaseRow).where(
            HostLeaseRow.held_until < now - FORGOTTEN_AFTER,
            func.coalesce(HostLeaseRow.resting_until, now) <= now,
        )
        return connection.execute(old).rowcount


class HostLeases:
    """The leases of one worker."""

    def __init__(self, db: Database, holder: str) -> None:
        self._db = db
        self._holder = holder

    def take(self, host_group: str, delay: float) -> Handed | None:
        """Take the lease of a host group for `LEASE`; None where another worker has it."""
        with self._db.write() as connection:
            row = _locked(connection, host_group)
            if row is None:
                new = insert_or_skip(connection, HostLeaseRow, HostLeaseRow.host_group)
                unread = max(delay, UNREAD_DELAY)
                connection.execute(
                    new.values(host_group=host_group, held_until=server_now(connection), delay=unread)
                )
                row = _locked(connection, host_group)
            if row is None:
                return None
            now = server_now(connection)
            is_ours = row.holder in (None, self._holder)
            if not is_ours and row.held_until > now:
                return None
            # Who held it until now may have asked until the last moment of its lease.
            asked_at = row.asked_at if is_ours else row.held_until
            connection.execute(
                update(HostLeaseRow)
                .where(HostLeaseRow.host_group == host_group)
                .values(holder=self._holder, held_until=now + LEASE, asked_at=asked_at)
            )
        rests = timedelta() if row.resting_until is None else row.resting_until - now
        return Handed(
            # A clock that was set back says that it is asked in the future: it was asked just now, at the latest.
            since_asked=None if asked_at is None else max(0.0, (now - asked_at).total_seconds()),
            delay=row.delay,
            rests_for=max(0.0, rests.total_seconds()),
        )

    def renew(self, used: Mapping[str, Usage]) -> set[str]:
        """Hold these for `LEASE` from now on; returns those that are still this worker's."""
        with self._db.write() as connection:
            now = server_now(connection)
            return {
                group
                for group, usage in _in_order(used)
                if self._wrote(connection, group, usage, now, held_until=now + LEASE)
            }

    def release(self, used: Mapping[str, Usage]) -> None:
        """Let others ask these."""
        with self._db.write() as connection:
            now = server_now(connection)
            for group, usage in _in_order(used):
                rests = now + timedelta(seconds=usage.rests_for) if usage.rests_for > 0 else None
                self._wrote(connection, group, usage, now, holder=None, resting_until=rests)

    def _wrote(
        self, connection: Connection, host_group: str, usage: Usage, now: datetime, **values: Any
    ) -> bool:
        if usage.since_asked is not None:
            values["asked_at"] = now - timedelta(seconds=usage.since_asked)
        statement = (
            update(HostLeaseRow)
            .where(HostLeaseRow.host_group == host_group, HostLeaseRow.holder == self._holder)
            .values(delay=usage.delay, **values)
        )
        return connection.execute(statement).rowcount == 1


def _locked(connection: Connection, host_group: str) -> Row[*tuple[Any, ...]] | None:
    columns = HostLeaseRow.__table__.columns
    statement = select(*columns).where(HostLeaseRow.host_group == host_group).with_for_update()
    return connection.execute(statement).one_or_none()


def _in_order(used: Mapping[str, Usage]) -> list[tuple[str, Usage]]:
    """In one order for all: two that lock in different orders would wait for each other."""
    return sorted(used.items(), key=lambda item: item[0])
