"""How pages read lately, by source: written with what was read, kept for drift and for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from storage.drift import DatedReading
from storage.inserts import insert_or_replace
from storage.keys import key_hash
from storage.records import KindCount, PageReading
from storage.tables import PageReadingRow, SourceRow

#: So many pages of a source are remembered, the newest.
KEPT = 1000
#: How far back people are told of kinds of pages.
LATELY = timedelta(days=1)


def note_readings(connection: Connection, readings: Sequence[tuple[int, PageReading]], now: datetime) -> None:
    """Write how pages read, each with the number of its source.

    A page that was read before, a live blog at every poll, counts as the one page that it is.
    """
    rows = {
        (source_id, key_hash(reading.url)): {
            "source_id": source_id,
            "url_hash": key_hash(reading.url),
            "url": reading.url,
            "kind": reading.kind,
            "found": list(reading.found),
            "text_length": reading.text_length,
            "agreement": reading.agreement,
            "read_at": now,
        }
        for source_id, reading in readings
    }
    if rows:
        connection.execute(
            insert_or_replace(
                connection.dialect.name, PageReadingRow, PageReadingRow.source_id, PageReadingRow.url_hash
            ),
            [row for _, row in sorted(rows.items())],
        )


def newest_readings(connection: Connection, source_id: int, limit: int) -> list[DatedReading]:
    """The newest readings of a source, the oldest of them first."""
    rows = connection.execute(
        select(
            PageReadingRow.url,
            PageReadingRow.kind,
            PageReadingRow.found,
            PageReadingRow.text_length,
            PageReadingRow.agreement,
            PageReadingRow.read_at,
        )
        .where(PageReadingRow.source_id == source_id)
        .order_by(PageReadingRow.read_at.desc(), PageReadingRow.id.desc())
        .limit(limit)
    ).all()
    return [
        DatedReading(
            reading=PageReading(
                url=row.url,
                kind=row.kind,
                found=tuple(row.found),
                text_length=row.text_length,
                agreement=row.agreement,
            ),
            read_at=row.read_at,
        )
        for row in reversed(rows)
    ]


def forget_old_readings(connection: Connection, source_id: int) -> None:
    """Keep the newest readings of a source and delete the others."""
    oldest_kept = (
        select(PageReadingRow.read_at)
        .where(PageReadingRow.source_id == source_id)
        .order_by(PageReadingRow.read_at.desc())
        .offset(KEPT - 1)
        .limit(1)
    )
    if (read_at := connection.scalar(oldest_kept)) is not None:
        connection.execute(
            delete(PageReadingRow).where(
                PageReadingRow.source_id == source_id, PageReadingRow.read_at < read_at
            )
        )


def kinds_lately(connection: Connection, now: datetime) -> dict[int, tuple[KindCount, ...]]:
    """By source: how many pages of the last day were of each kind, the most frequent first."""
    counted = (
        select(
            PageReadingRow.source_id,
            PageReadingRow.kind,
            func.count().label("pages"),
            func.max(PageReadingRow.id).label("newest"),
        )
        .where(
            PageReadingRow.source_id.in_(select(SourceRow.id).where(SourceRow.removed_at.is_(None))),
            PageReadingRow.read_at > now - LATELY,
        )
        .group_by(PageReadingRow.source_id, PageReadingRow.kind)
        .subquery()
    )
    rows = connection.execute(
        select(counted, PageReadingRow.url).join(PageReadingRow, PageReadingRow.id == counted.c.newest)
    )
    found: dict[int, list[KindCount]] = {}
    for row in sorted(rows, key=lambda row: (-row.pages, row.kind)):
        count = KindCount(kind=row.kind, pages=row.pages, example_url=row.url)
        found.setdefault(row.source_id, []).append(count)
    return {source_id: tuple(counts) for source_id, counts in found.items()}
