"""What is no backup, or has no place to go to, is refused in one line, and nothing is there afterwards."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import inspect

from storage import schema
from storage.backup import BackupError, Head, checked, make_backup
from storage.backup.form import FORMAT, Table, Writer
from storage.database import Database
from storage.errors import StorageError
from storage.workers import Workers
from tests.storage.backup.backups import Silent, back_up, restore
from tests.storage.captures.answers import NOW
from tests.storage.samples import fill


@pytest.fixture
def whole(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup of an archive with a row in most tables."""
    db = Database(sqlite_url)
    fill(db, NOW)
    back_up(db, tmp_path / "whole")
    db.close()
    return tmp_path / "whole"


def is_empty(url: str) -> bool:
    """Whether a database holds nothing: of SQLite, whether there is no file, nor anything beside one."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return list(file.parent.glob(f"{file.name}*")) == []
    db = Database(url)
    try:
        with db.read() as connection:
            return inspect(connection).get_table_names() == []
    finally:
        db.close()


def refused(file: Path, url: str) -> str:
    """Why a backup is not restored; nothing is there afterwards."""
    with pytest.raises(BackupError) as error:
        restore(file, url)
    assert is_empty(url)
    said = str(error.value)
    assert str(file) in said
    assert "\n" not in said
    return said


def test_what_is_cut_off_anywhere(whole: Path, new_database_url: str, tmp_path: Path) -> None:
    content, rng = whole.read_bytes(), Random(10)
    for length in [
        len(content) - 1,
        len(content) - 8,
        *(rng.randrange(600, len(content)) for _ in range(12)),
    ]:
        torn = tmp_path / "torn"
        torn.write_bytes(content[:length])
        assert "is not whole" in refused(torn, new_database_url)


def test_a_byte_that_changed_anywhere(whole: Path, tmp_path: Path) -> None:
    content, rng = whole.read_bytes(), Random(11)
    spoilt, url = tmp_path / "spoilt", f"sqlite:///{tmp_path / 'restored.db'}"
    for _ in range(150):
        # the head of gzip (RFC 1952) has bytes that say nothing of what follows: its time and its system
        at = rng.randrange(10, len(content))
        changed = bytearray(content)
        changed[at] ^= 1 << rng.randrange(8)
        spoilt.write_bytes(changed)
        refused(spoilt, url)


def test_a_byte_that_changed_before_it_was_packed(whole: Path, new_database_url: str, tmp_path: Path) -> None:
    content = gzip.decompress(whole.read_bytes())
    at = content.index(b"They went by rail")
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(gzip.compress(content[:at] + b"W" + content[at + 1 :]))
    assert "is not whole" in refused(spoilt, new_database_url)
    spoilt.write_bytes(gzip.compress(content) + gzip.compress(b'{"more": 1}\n'))
    assert "is not whole" in refused(spoilt, new_database_url)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"SQLite format 3\0",
        gzip.compress(b"", mtime=0),
        gzip.compress(b"[]", mtime=0),
        gzip.compress(b"{}\n", mtime=0),
        gzip.compress(b"0" * 10_000_000),
    ],
)
def test_what_is_no_backup(content: bytes, new_database_url: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    assert refused(other, new_database_url) == f"{other} is no backup of wirewatch"


def test_what_is_not_there_or_no_file(new_database_url: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "none", new_database_url).endswith("cannot be read: No such file or directory")
    assert refused(tmp_path, new_database_url).endswith("cannot be read: Is a directory")


def test_what_is_of_a_newer_version(new_database_url: str, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    with newer.open("wb") as stream:
        Writer(stream, Head(version="9.1", schema="9999", made_at=NOW, database="sqlite")).finish()
    assert "of a newer version of wirewatch (9.1, schema 9999)" in refused(newer, new_database_url)
    newer.write_bytes(gzip.compress(b'{"wirewatch_backup": %d}\n' % (FORMAT + 1)))
    assert "of a newer version" in refused(newer, new_database_url)


def test_rows_of_what_is_not_there(new_database_url: str, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    head = Head(version="1", schema=schema.head(), made_at=NOW, database="sqlite")
    for table, why in (
        (Table(name="orders", columns=(("id", "integer"),), last=None), "knows no table 'orders'"),
        (Table(name='hits" (id) --', columns=(), last=None), "knows no table"),
        (Table(name="routes", columns=(("price", "number"),), last=None), "knows no price of routes"),
        (Table(name="routes", columns=(("name", "text"),), last=None), "table routes: "),
    ):
        with strange.open("wb") as stream:
            writer = Writer(stream, head)
            assert list(writer.table(table, iter([[["one"]]]))) == [1]
            writer.finish()
        with pytest.raises(BackupError, match=why):
            restore(strange, new_database_url)
        assert is_empty(new_database_url)


def test_a_database_that_holds_anything(database_url: str, whole: Path) -> None:
    db = Database(database_url)
    Workers(db).register("w9", "host", 1, NOW)
    before = back_up(db, whole.with_name("before")).whole
    with pytest.raises(BackupError, match=r"is there already|holds tables already"):
        restore(whole, database_url)
    assert back_up(db, whole.with_name("after")).whole == before
    db.close()


def test_the_log_of_a_database_that_is_gone(whole: Path, tmp_path: Path) -> None:
    log = tmp_path / "new.db-wal"
    log.write_bytes(b"pages of another database")
    with pytest.raises(BackupError, match=r"new\.db-wal is there, of a database that was"):
        restore(whole, f"sqlite:///{tmp_path / 'new.db'}")
    assert not (tmp_path / "new.db").exists()


def test_a_folder_that_is_not_there(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="No such file or directory"):
        restore(whole, f"sqlite:///{tmp_path / 'none' / 'new.db'}")


def test_a_backup_is_written_over_nothing(db: Database, tmp_path: Path) -> None:
    there, nowhere = tmp_path / "there", tmp_path / "link"
    there.write_bytes(b"mine")
    nowhere.symlink_to(tmp_path / "none")
    for file in (there, nowhere):
        with pytest.raises(BackupError, match="is there already; nothing is written over"):
            back_up(db, file)
    assert there.read_bytes() == b"mine"
    with pytest.raises(BackupError, match="No such file or directory"):
        back_up(db, tmp_path / "none" / "backup")


def test_of_two_that_write_one_file_one_is_refused(db: Database, tmp_path: Path) -> None:
    fill(db, NOW)

    class Second(Silent):
        def say(self, words: str) -> None:
            if not self.said:
                with pytest.raises(BackupError, match="another process is writing"):
                    back_up(db, tmp_path / "backup")
            super().say(words)

    make_backup(db, tmp_path / "backup", version="1", now=NOW, progress=Second())
    checked(tmp_path / "backup", Silent())
    assert [file.name for file in tmp_path.glob("backup*")] == ["backup"]


def test_nothing_is_backed_up_of_what_is_no_archive_or_a_newer_one(
    new_database_url: str, database_url: str, tmp_path: Path
) -> None:
    if new_database_url.startswith("sqlite"):
        Path(new_database_url.removeprefix("sqlite:///")).touch()
    for url, why in ((new_database_url, "no archive of wirewatch"), (database_url, "newer version")):
        db = Database(url)
        if url == database_url:
            with db.write() as connection:
                connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StorageError, match=why):
            back_up(db, tmp_path / "backup")
        db.close()
    assert list(tmp_path.glob("backup*")) == []
    assert schema.head() != "9999"
