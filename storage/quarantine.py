"""The quarantine: bodies that hung or killed the process that read them, with their bytes, as many as there is room."""

from __future__ import annotations

import hashlib
import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from storage.database import Database
from storage.inserts import insert_or_skip
from storage.records import QuarantinedBody, RunawayBody
from storage.tables import LeadRow, QuarantineRow, SourceRow
from storage.taking_in import FAILED, PENDING

#: Bytes of one body, packed; of a larger one the beginning is kept.
MOST_PACKED = 2_000_000
#: Bodies in all, and their packed bytes; the oldest go.
MOST_BODIES = 200
MOST_BYTES = 100_000_000
_COLUMNS = [
    column for column in QuarantineRow.__table__.columns if column.name not in {"packed", "packed_size"}
]


class Quarantine:
    """All bodies in quarantine; a body is one by its bytes and what they were read as."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, body: RunawayBody, now: datetime) -> QuarantinedBody:
        """Put a body there, or count that it ran away once more."""
        digest = digest_of(body.content)
        packed, kept = _packed(body.content)
        row = {
            "kind": body.kind,
            "digest": digest,
            "url": body.url,
            "source": body.source,
            "content_type": body.content_type,
            "reason": body.reason,
            "times": 0,
            "first_at": now,
            "last_at": now,
            "size": len(body.content),
            "kept": kept,
            "packed_size": len(packed),
            "packed": packed,
        }

        def write(connection: Connection) -> QuarantinedBody:
            unique = QuarantineRow.kind, QuarantineRow.digest
            connection.execute(insert_or_skip(connection, QuarantineRow, *unique).values(**row))
            mine = QuarantineRow.kind == body.kind, QuarantineRow.digest == digest
            connection.execute(
                update(QuarantineRow)
                .where(*mine)
                .values(times=QuarantineRow.times + 1, last_at=now, reason=body.reason)
            )
            found = _body(connection.execute(select(*_COLUMNS).where(*mine)).one())
            _make_room(connection, found.id)
            return found

        return self._db.retrying(write)

    def list(self) -> list[QuarantinedBody]:
        """All of them, the latest first."""
        statement = select(*_COLUMNS).order_by(QuarantineRow.last_at.desc(), QuarantineRow.id.desc())
        with self._db.read() as connection:
            return [_body(row) for row in connection.execute(statement)]

    def get(self, number: int) -> QuarantinedBody | None:
        """One of them."""
        with self._db.read() as connection:
            row = connection.execute(select(*_COLUMNS).where(QuarantineRow.id == number)).one_or_none()
        return None if row is None else _body(row)

    def content(self, number: int) -> bytes | None:
        """The bytes of one that are kept."""
        with self._db.read() as connection:
            packed = connection.scalar(select(QuarantineRow.packed).where(QuarantineRow.id == number))
        return None if packed is None else zlib.decompress(packed)

    def retry(self, number: int, now: datetime) -> QuarantinedBody | None:
        """Let one be read again, and its article, if it was one, be asked for at once; None where it is not there."""

        def write(connection: Connection) -> QuarantinedBody | None:
            connection.execute(update(QuarantineRow).where(QuarantineRow.id == number).values(times=0))
            row = connection.execute(select(*_COLUMNS).where(QuarantineRow.id == number)).one_or_none()
            if row is None:
                return None
            _ask_again(connection, row.url, row.source, now)
            return _body(row)

        return self._db.retrying(write)

    def remove(self, number: int) -> bool:
        """Let one go, bytes and all; False where it is not there. It may be read again."""

        def write(connection: Connection) -> bool:
            return connection.execute(delete(QuarantineRow).where(QuarantineRow.id == number)).rowcount > 0

        return self._db.retrying(write)


def digest_of(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def held(connection: Connection) -> int:
    """How many there are."""
    return connection.scalar(select(func.count()).select_from(QuarantineRow)) or 0


def _packed(content: bytes) -> tuple[bytes, int]:
    """The beginning of the content that there is room for, packed, and how many bytes that is."""
    kept = len(content)
    packed = zlib.compress(content)
    while len(packed) > MOST_PACKED:
        kept = min(kept - 1, kept * MOST_PACKED // len(packed))
        packed = zlib.compress(content[:kept])
    return packed, kept


def _make_room(connection: Connection, latest: int) -> None:
    sizes = connection.execute(
        select(QuarantineRow.id, QuarantineRow.packed_size).order_by(
            QuarantineRow.last_at.desc(), QuarantineRow.id.desc()
        )
    )
    bodies = taken = 0
    outdated = []
    for number, size in sizes:
        bodies, taken = bodies + 1, taken + size
        if number != latest and (bodies > MOST_BODIES or taken > MOST_BYTES):
            outdated.append(number)
    if outdated:
        connection.execute(delete(QuarantineRow).where(QuarantineRow.id.in_(outdated)))


def _ask_again(connection: Connection, url: str, source: str | None, now: datetime) -> None:
    of_source = select(SourceRow.id).where(SourceRow.name == source) if source else select(SourceRow.id)
    connection.execute(
        update(LeadRow)
        .where(
            LeadRow.source_id.in_(of_source.scalar_subquery()),
            LeadRow.state.in_([FAILED, PENDING]),
            LeadRow.url == url,
        )
        .values(state=PENDING, due_at=now, finished_at=None, attempts=0)
    )


def _body(row: Row[Any]) -> QuarantinedBody:
    return QuarantinedBody(**row._mapping)
