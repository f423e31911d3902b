"""Which worker may ask which hosts: one at a time, so that a host's delay holds over all machines.

PostgreSQL alone; one worker has its hosts to itself. All times are the server's: the clocks of the machines may differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, text

from storage.database import Database

#: A lease that is not renewed for so long is another's to take.
LEASE = timedelta(seconds=30)


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


# Who was the holder until now may have asked until the last moment of its lease.
_TAKE = text(
    """
    INSERT INTO host_leases AS lease (host_group, holder, held_until, delay)
    VALUES (:host_group, :holder, clock_timestamp() + :lease, :delay)
    ON CONFLICT (host_group) DO UPDATE SET
        holder = excluded.holder,
        held_until = excluded.held_until,
        asked_at = CASE
            WHEN lease.holder IS NULL OR lease.holder = excluded.holder THEN lease.asked_at
            ELSE lease.held_until
        END
    WHERE lease.holder IS NULL OR lease.holder = excluded.holder OR lease.held_until < clock_timestamp()
    RETURNING
        extract(epoch FROM clock_timestamp() - asked_at)::float AS since_asked,
        delay,
        coalesce(extract(epoch FROM resting_until - clock_timestamp())::float, 0) AS rests_for
    """
)
_RENEW = text(
    """
    UPDATE host_leases AS lease SET
        held_until = clock_timestamp() + :lease,
        asked_at = coalesce(clock_timestamp() - used.since_asked * interval '1 second', lease.asked_at),
        delay = used.delay
    FROM (
        SELECT unnest(CAST(:groups AS text[])) AS host_group,
            unnest(CAST(:since AS float[])) AS since_asked,
            unnest(CAST(:delays AS float[])) AS delay
    ) AS used
    WHERE lease.host_group = used.host_group AND lease.holder = :holder
    RETURNING lease.host_group
    """
)
_RELEASE = text(
    """
    UPDATE host_leases AS lease SET
        holder = NULL,
        asked_at = coalesce(clock_timestamp() - used.since_asked * interval '1 second', lease.asked_at),
        delay = used.delay,
        resting_until = CASE
            WHEN used.rests_for > 0 THEN clock_timestamp() + used.rests_for * interval '1 second'
        END
    FROM (
        SELECT unnest(CAST(:groups AS text[])) AS host_group,
            unnest(CAST(:since AS float[])) AS since_asked,
            unnest(CAST(:delays AS float[])) AS delay,
            unnest(CAST(:rests AS float[])) AS rests_for
    ) AS used
    WHERE lease.host_group = used.host_group AND lease.holder = :holder
    """
)
_EXPIRE = text(
    "UPDATE host_leases SET held_until = clock_timestamp() WHERE holder = ANY(:dead) "
    "AND held_until > clock_timestamp()"
)
#: Hosts that nobody asked for so long are forgotten.
_FORGET = text(
    "DELETE FROM host_leases WHERE holder IS NULL AND held_until < clock_timestamp() - interval '1 day' "
    "AND coalesce(resting_until < clock_timestamp(), true)"
)


def expire(connection: Connection, dead: Collection[str]) -> None:
    """These workers are no more: what they held is another's to take, as if it had been asked just now."""
    if dead and connection.dialect.name == "postgresql":
        connection.execute(_EXPIRE, {"dead": sorted(dead)})


class HostLeases:
    """The leases of one worker."""

    def __init__(self, db: Database, holder: str) -> None:
        self._db = db
        self._holder = holder

    def take(self, host_group: str, delay: float) -> Handed | None:
        """Take the lease of a host group for `LEASE`; None where another worker has it."""
        given = {"host_group": host_group, "holder": self._holder, "lease": LEASE, "delay": delay}
        with self._db.write() as connection:
            row = connection.execute(_TAKE, given).one_or_none()
        if row is None:
            return None
        return Handed(since_asked=row.since_asked, delay=row.delay, rests_for=max(0.0, row.rests_for))

    def renew(self, used: Mapping[str, Usage]) -> set[str]:
        """Hold these for `LEASE` from now on; returns those that are still this worker's."""
        if not used:
            return set()
        with self._db.write() as connection:
            found = connection.execute(_RENEW, self._given(used) | {"lease": LEASE})
            return set(found.scalars())

    def release(self, used: Mapping[str, Usage]) -> None:
        """Let others ask these."""
        if used:
            with self._db.write() as connection:
                connection.execute(_RELEASE, self._given(used))

    def forget(self) -> int:
        """Drop what is known of hosts that nobody asked for a day; returns how many."""
        with self._db.write() as connection:
            return connection.execute(_FORGET).rowcount

    def _given(self, used: Mapping[str, Usage]) -> dict[str, object]:
        # In one order for all: two that lock in different orders would wait for each other.
        groups = sorted(used)
        return {
            "holder": self._holder,
            "groups": groups,
            "since": [used[group].since_asked for group in groups],
            "delays": [used[group].delay for group in groups],
            "rests": [used[group].rests_for for group in groups],
        }
