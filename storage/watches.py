"""The versions of watches: what each asked for, from when on. Hits point at the one that made them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from storage.database import Database
from storage.locks import Turn, take_turn
from storage.tables import HitRow, WatchVersionRow

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a watch asks for now: its query in the canonical form, and the digest of what its aliases stand for."""

    watch: str
    query: str
    alias_digest: str

    @property
    def digest(self) -> str:
        """SHA-256 in hex over both: where it differs, it is another version."""
        return hashlib.sha256(f"{self.query}\0{self.alias_digest}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchVersion:
    """What a watch asked for; `number` counts its versions from 1."""

    id: int
    watch: str
    number: int
    query: str
    alias_digest: str
    first_seen_at: datetime


class WatchVersions:
    """The versions of all watches. None is ever changed or deleted."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def current(self, watch: str, query: str, alias_digest: str, now: datetime) -> WatchVersion:
        """The version of this content: the one that is there, or a new one, first seen `now`."""
        return self.register([Wanted(watch=watch, query=query, alias_digest=alias_digest)], now)[0]

    def register(self, wanted: Sequence[Wanted], now: datetime) -> list[WatchVersion]:
        """The versions of these contents, in their order, made where they are new: all of them or none.

        A watch that goes back to what it asked for before is that version again.
        """
        with self._db.read() as connection:
            known = _known(connection, wanted)
        if any(_key(one) not in known for one in wanted):
            with self._db.write() as connection:
                take_turn(connection, Turn.VERSIONS)
                known = _known(connection, wanted)
                new = [one for one in dict.fromkeys(wanted) if _key(one) not in known]
                _insert(connection, new, now)
                known |= _known(connection, new)
        return [known[_key(one)] for one in wanted]

    def versions(self, watch: str) -> list[WatchVersion]:
        """All versions of a watch, the first one first."""
        statement = (
            select(*WatchVersionRow.__table__.columns)
            .where(WatchVersionRow.watch == watch)
            .order_by(WatchVersionRow.number)
        )
        with self._db.read() as connection:
            return [_version(row) for row in connection.execute(statement)]

    def watches(self) -> set[str]:
        """The watches that have any version."""
        with self._db.read() as connection:
            return set(connection.scalars(select(WatchVersionRow.watch).distinct()))

    def since(self) -> dict[str, datetime]:
        """When the archive first knew each watch."""
        statement = select(
            WatchVersionRow.watch, func.min(WatchVersionRow.first_seen_at).label("since")
        ).group_by(WatchVersionRow.watch)
        with self._db.read() as connection:
            return {row.watch: row.since for row in connection.execute(statement)}

    def hits_by_version(self, watch: str) -> Counter[int]:
        """How many hits each version of a watch made, by its number."""
        statement = (
            select(WatchVersionRow.number, func.count())
            .join(HitRow, HitRow.version_id == WatchVersionRow.id)
            .where(WatchVersionRow.watch == watch)
            .group_by(WatchVersionRow.number)
        )
        with self._db.read() as connection:
            return Counter(dict(connection.execute(statement).all()))

    def get(self, watch: str, number: int) -> WatchVersion | None:
        """One version of a watch."""
        statement = select(*WatchVersionRow.__table__.columns).where(
            WatchVersionRow.watch == watch, WatchVersionRow.number == number
        )
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else _version(row)


def _key(wanted: Wanted) -> tuple[str, str]:
    return wanted.watch, wanted.digest


def _known(connection: Connection, wanted: Sequence[Wanted]) -> dict[tuple[str, str], WatchVersion]:
    """Those of the contents that have a version, by watch and digest."""
    names = [*{one.watch for one in wanted}]
    keys = {_key(one) for one in wanted}
    found: dict[tuple[str, str], WatchVersion] = {}
    for at in range(0, len(names), _CHUNK):
        statement = select(*WatchVersionRow.__table__.columns).where(
            WatchVersionRow.watch.in_(names[at : at + _CHUNK])
        )
        for row in connection.execute(statement):
            if (row.watch, row.digest) in keys:
                found[row.watch, row.digest] = _version(row)
    return found


def _insert(connection: Connection, new: Sequence[Wanted], now: datetime) -> None:
    if not new:
        return
    last: dict[str, int] = {}
    names = [*{one.watch for one in new}]
    for at in range(0, len(names), _CHUNK):
        statement = (
            select(WatchVersionRow.watch, func.max(WatchVersionRow.number).label("number"))
            .where(WatchVersionRow.watch.in_(names[at : at + _CHUNK]))
            .group_by(WatchVersionRow.watch)
        )
        last.update({row.watch: row.number for row in connection.execute(statement)})
    rows = []
    for one in new:
        last[one.watch] = last.get(one.watch, 0) + 1
        rows.append(
            {
                "watch": one.watch,
                "number": last[one.watch],
                "query": one.query,
                "alias_digest": one.alias_digest,
                "digest": one.digest,
                "first_seen_at": now,
            }
        )
    connection.execute(insert(WatchVersionRow), rows)


def _version(row: Row[*tuple[Any, ...]]) -> WatchVersion:
    return WatchVersion(
        id=row.id,
        watch=row.watch,
        number=row.number,
        query=row.query,
        alias_digest=row.alias_digest,
        first_seen_at=row.first_seen_at,
    )
