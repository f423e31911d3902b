"""The captures table: which answer gave which revision, and where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from storage.captures.packing import Packed
from storage.database import Database
from storage.records import Capture, Place, Saved
from storage.seals import Sealed, seal
from storage.tables import CaptureRow

#: What of a row never changes.
SEALED = Sealed(
    version=1,
    columns=(
        *("article_id", "revision", "url", "status", "fetched_at", "host", "file", "offset", "length"),
        *("sha256", "records_sha256"),
    ),
)


def note(connection: Connection, kept: Sequence[tuple[Saved, Packed, Place]]) -> None:
    """Note where the captures of these revisions are."""
    captures = [
        Capture(
            article_id=saved.article_id,
            revision=saved.revision,
            url=packed.answer.url,
            status=packed.answer.status,
            fetched_at=packed.answer.requested_at,
            place=place,
            sha256=packed.sha256,
            records_sha256=packed.records_sha256,
        )
        for saved, packed, place in kept
    ]
    if captures:
        connection.execute(insert(CaptureRow), [_sealed(capture) for capture in captures])


def repeat(connection: Connection, saved: Sequence[Saved], before: Sequence[int]) -> None:
    """Note that revisions that were read again came from the captures of these revisions of the same articles."""
    for one, revision in zip(saved, before, strict=True):
        row = connection.execute(
            every_capture().where(CaptureRow.article_id == one.article_id, CaptureRow.revision == revision)
        ).one_or_none()
        if row is not None:
            again = replace(capture_of(row), revision=one.revision)
            connection.execute(insert(CaptureRow), [_sealed(again)])


class Captures:
    """The captures of the archive's articles."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, article_id: int, revision: int) -> Capture | None:
        """The capture of one revision; None where it has none."""
        return next((one for one in self.of_article(article_id) if one.revision == revision), None)

    def of_article(self, article_id: int) -> list[Capture]:
        """The captures of an article, by revision."""
        statement = every_capture().where(CaptureRow.article_id == article_id).order_by(CaptureRow.revision)
        with self._db.read() as connection:
            return [capture_of(row) for row in connection.execute(statement)]

    def end_of(self, file: str) -> int:
        """How many bytes of a file are of captures that rows name, and of what stands before them."""
        last = (
            select(CaptureRow.offset + CaptureRow.length)
            .where(CaptureRow.file == file)
            .order_by(CaptureRow.offset.desc())
            .limit(1)
        )
        with self._db.read() as connection:
            return connection.scalar(last) or 0


def every_capture() -> Select[*tuple[Any, ...]]:
    """All columns of captures; for `capture_of`."""
    return select(*CaptureRow.__table__.columns)


def capture_of(row: Row[*tuple[Any, ...]]) -> Capture:
    """The record of a row that has all columns."""
    return Capture(
        article_id=row.article_id,
        revision=row.revision,
        url=row.url,
        status=row.status,
        fetched_at=row.fetched_at,
        place=Place(host=row.host, file=row.file, offset=row.offset, length=row.length),
        sha256=row.sha256,
        records_sha256=row.records_sha256,
        dropped_at=row.dropped_at,
    )


def moved_to(capture: Capture, place: Place) -> dict[str, Any]:
    """The columns that change where a capture is moved to another place."""
    values = _sealed(replace(capture, place=place))
    return {name: values[name] for name in ("host", "file", "offset", "length", "seal")}


def _sealed(capture: Capture) -> dict[str, Any]:
    values = {
        "article_id": capture.article_id,
        "revision": capture.revision,
        "url": capture.url,
        "status": capture.status,
        "fetched_at": capture.fetched_at,
        "host": capture.place.host,
        "file": capture.place.file,
        "offset": capture.place.offset,
        "length": capture.place.length,
        "sha256": capture.sha256,
        "records_sha256": capture.records_sha256,
    }
    return values | {"seal": seal(values, SEALED), "dropped_at": capture.dropped_at}
