"""A flipped byte in a capture file, in a row of any table that is evidence: each is found, and named."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import ColumnElement, select, update

from storage.captures.rows import SEALED as CAPTURE_SEALED
from storage.captures.rows import Captures
from storage.database import Database
from storage.revision_seals import OF_ARTICLE, SEALED
from storage.tables import ArticleRow, CaptureRow, RevisionRow
from storage.verifying.check import Fault, found_by
from storage.verifying.checks import checks
from storage.verifying.full_text import FullTextCheck
from storage.verifying.revisions import RevisionCheck
from tests.storage.captures.answers import NOW, packed_answer, save, store, unfinished

OTHER: dict[type, Any] = {
    str: "something else",
    bool: True,
    int: 77,
    float: 0.25,
    datetime: NOW + timedelta(microseconds=1),
    list: ["somebody"],
    dict: {"title": "nowhere"},
}


def other_value(column: ColumnElement[Any]) -> Any:
    """What the column does not hold."""
    return OTHER[datetime if str(column.key).endswith("_at") else column.type.python_type]


def faults(db: Database, folder: Path, since: datetime | None = None) -> list[Fault]:
    # Words that changed are others than those that were indexed: see test_full_text.
    made = [check for check in checks(db, folder, since) if not isinstance(check, FullTextCheck)]
    return [fault for check in made for fault in found_by(check, lambda _: None)]


def filled(db: Database, tmp_path: Path) -> Path:
    """Three articles, the first of which was edited, and the folder of their captures."""
    captures = store(tmp_path)
    for number in range(3):
        save(db, captures, number)
    save(db, captures, text="They went by road.", what=packed_answer(), now=NOW + timedelta(hours=1))
    captures.close()
    return tmp_path / "captures"


@pytest.fixture
def folder(db: Database, tmp_path: Path) -> Path:
    """The captures of what `filled` puts there."""
    return filled(db, tmp_path)


def test_all_is_well(db: Database, folder: Path) -> None:
    assert faults(db, folder) == []
    made = checks(db, folder)
    total, done = sum(check.size() for check in made), list[int]()
    for check in made:
        assert list(check.faults(done.append)) == []
    counted = {each.what: each.count for check in made for each in check.counted()}
    kinds = {"database file": 1} if db.dialect == "sqlite" else {}
    assert counted == kinds | {
        "revisions": 4,
        "articles": 3,
        "captures": 4,
        "capture files": 1,
        "hits": 0,
        "notices": 0,
        "deliveries": 0,
        "articles in the full-text index": 3,
    }
    assert sum(done) <= total


@pytest.mark.parametrize(
    "column", [name for name in SEALED.columns if name not in ("article_id", *OF_ARTICLE)]
)
def test_a_column_of_a_revision(db: Database, folder: Path, column: str) -> None:
    target = RevisionRow.__table__.c[column]
    with db.write() as connection:
        before = connection.scalar(select(target).where(RevisionRow.id == 2))
        value = other_value(target) if before is None else OTHER[type(before)]
        connection.execute(update(RevisionRow).where(RevisionRow.id == 2).values({column: value}))
    found = faults(db, folder)
    named = Fault(
        what=f"{column} changed since the revision was saved",
        article_id=2,
        revision=77 if column == "number" else 1,
    )
    assert named in found
    # What is of the article's own row, or leads there, shows in its check too.
    assert all(fault.article_id == 2 for fault in found)


@pytest.mark.parametrize("column", CAPTURE_SEALED.columns)
def test_a_column_of_a_capture(db: Database, folder: Path, column: str) -> None:
    value = 3 if column == "article_id" else other_value(CaptureRow.__table__.c[column])
    with db.write() as connection:
        if column == "article_id":
            connection.execute(update(CaptureRow).where(CaptureRow.article_id == 3).values(revision=9))
        connection.execute(update(CaptureRow).where(CaptureRow.id == 2).values({column: value}))
    found = faults(db, folder)
    assert any(fault.what == f"{column} of the capture changed since it was noted" for fault in found)


def test_the_row_of_an_article(db: Database, folder: Path) -> None:
    with db.write() as connection:
        connection.execute(
            update(ArticleRow).where(ArticleRow.id == 1).values(url="https://gazette.example/x")
        )
        connection.execute(update(ArticleRow).where(ArticleRow.id == 2).values(revision=2))
        connection.execute(update(ArticleRow).where(ArticleRow.id == 3).values(content_hash="0" * 64))
    assert [(fault.article_id, fault.what) for fault in faults(db, folder)] == [
        (1, "url or url_key differs: one is not the digest of the other"),
        (2, "revision says 2, and there are 1"),
        (3, "content_hash or text_source is not that of revision 1"),
    ]


def test_every_byte_of_a_file(db: Database, folder: Path) -> None:
    (path,) = folder.iterdir()
    whole, rng = path.read_bytes(), Random(8)
    captures = [one for number in (1, 2, 3) for one in Captures(db).of_article(number)]
    for at in [*range(12), *(rng.randrange(len(whole)) for _ in range(150)), len(whole) - 1]:
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << rng.randrange(8)
        unfinished(path).write_bytes(spoilt)
        (fault,) = faults(db, folder)
        held = [one for one in captures if one.place.offset <= at < one.place.offset + one.place.length]
        assert fault.file == str(path)
        expected = (held[0].article_id, held[0].revision, held[0].place.offset) if held else (None, None, 0)
        assert (fault.article_id, fault.revision, fault.offset) == expected


def test_a_file_that_is_gone_short_or_long(db: Database, folder: Path) -> None:
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    unfinished(path).write_bytes(whole[:-5])
    (fault,) = faults(db, folder)
    assert (fault.article_id, fault.revision, fault.what) == (1, 2, "the file ends before the record does")
    unfinished(path).write_bytes(whole + b"torn")
    (fault,) = faults(db, folder)
    assert (fault.offset, fault.what) == (len(whole), "of no capture: 4 bytes are no whole record")
    path.unlink()
    assert [fault.what for fault in faults(db, folder)] == ["the file is missing"] * 4
    with db.write() as connection:
        connection.execute(update(CaptureRow).values(host="elsewhere"))
    assert {fault.what for fault in faults(db, folder)} == {"host of the capture changed since it was noted"}


def test_revisions_without_a_seal_are_counted_and_their_words_checked(db: Database, folder: Path) -> None:
    with db.write() as connection:
        connection.execute(update(RevisionRow).values(seal=None))
        connection.execute(update(RevisionRow).where(RevisionRow.id == 3).values(text="By air."))
    made = RevisionCheck(db)
    (fault,) = made.faults(lambda _: None)
    assert (fault.article_id, fault.revision) == (3, 1)
    assert "title, text or content_hash differ" in fault.what
    (counted,) = made.counted()
    assert counted.note is not None
    assert counted.note.startswith("4 of releases before seals")


def test_a_row_that_cannot_be_read_is_named(sqlite_url: str, tmp_path: Path) -> None:
    """PostgreSQL takes no such value."""
    db = Database(sqlite_url)
    folder = filled(db, tmp_path)
    with db.write() as connection:
        connection.exec_driver_sql("UPDATE article_revisions SET saved_at = 'yesterday' WHERE id = 1")
        connection.exec_driver_sql("UPDATE article_revisions SET title = CAST(X'ff41' AS TEXT) WHERE id = 2")
        connection.exec_driver_sql("UPDATE captures SET fetched_at = '2026' WHERE id = 3")
    found = faults(db, folder)
    assert [(fault.article_id, fault.revision) for fault in found] == [(1, 1), (2, 1), (3, 1)]
    assert found[0].what.startswith("saved_at cannot be read any more: ")
    assert found[1].what.startswith("title cannot be read any more: ")
    assert found[2].what.startswith("fetched_at cannot be read any more: ")
    db.close()


def test_only_what_is_new_is_looked_at(db: Database, folder: Path) -> None:
    with db.write() as connection:
        connection.execute(update(RevisionRow).values(title="Other"))
    assert len(faults(db, folder, NOW + timedelta(minutes=30))) == 1
    assert len(faults(db, folder)) == 4


def test_a_byte_of_the_database_file(sqlite_url: str, tmp_path: Path) -> None:
    """Whatever a flipped bit makes of the file, it is read to its end; where words stood, that is said."""
    db, file = Database(sqlite_url), tmp_path / "archive.db"
    folder = filled(db, tmp_path)
    db.close()
    whole, rng = file.read_bytes(), Random(9)
    words = [match.start() for match in re.finditer(b"They went by rail", whole)]
    assert words
    near = [rng.randrange(max(place - 3000, 0), place) for place in words for _ in range(6)]
    for at in [*words, *(place + 5 for place in words), *near]:
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << rng.randrange(8)
        file.write_bytes(spoilt)
        db = Database(sqlite_url)
        found = faults(db, folder)
        db.close()
        if at not in near:
            assert any(fault.article_id is not None and "text" in fault.what for fault in found)
