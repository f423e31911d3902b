"""`wirewatch verify`: what it says of a whole archive, and of one that was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.app.cli.archives import Archive
from tests.databases import migrated
from tests.storage.captures.answers import save, store, unfinished


@pytest.fixture
def desk(tmp_path: Path) -> Archive:
    """Two articles with captures."""
    made = Archive(tmp_path)
    (tmp_path / "wirewatch.db").write_bytes(migrated())
    db, captures = Database(made.url), store(tmp_path)
    for number in range(2):
        save(db, captures, number)
    captures.close()
    db.close()
    return made


def test_all_is_as_it_was_written(desk: Archive) -> None:
    ended = desk.run("verify")
    assert ended.exit_code == 0
    assert ended.stdout.splitlines() == [
        "1 database file",
        "2 revisions",
        "2 articles",
        "2 captures",
        "1 capture files",
        "0 hits",
        "0 notices",
        "0 deliveries",
        "2 articles in the full-text index",
        "nothing differs from what was written",
    ]
    assert desk.rows("verify", "--since", "2026-01-01")[-1]["faults"] == 0


def test_each_fault_is_a_line_that_names_it(desk: Archive, tmp_path: Path) -> None:
    (file,) = (tmp_path / "captures").iterdir()
    spoilt = bytearray(file.read_bytes())
    spoilt[-20] ^= 1
    unfinished(file).write_bytes(spoilt)
    db = Database(desk.url)
    with db.write() as connection:
        connection.exec_driver_sql("UPDATE article_revisions SET title = 'Troops m\x1bve' WHERE id = 1")
    db.close()
    ended = desk.run("verify")
    assert ended.exit_code == 1
    first, second, third = [line for line in ended.stdout.splitlines() if line.startswith("FAULT")]
    assert first == "FAULT article 1, revision 1: title changed since the revision was saved"
    assert second.startswith(f"FAULT {file} at ")
    assert "article 2, revision 1: the bytes of the record differ from those that were written" in second
    assert third == "FAULT article 1: the full-text index holds other words of it"
    assert ended.stdout.splitlines()[-1] == "3 faults"
    *rows, last = desk.rows("verify")
    assert [(row["article_id"], row["revision"]) for row in rows] == [(1, 1), (2, 1), (1, None)]
    assert (rows[1]["file"], last["faults"]) == (str(file), 3)


def test_an_archive_without_captures(tmp_path: Path) -> None:
    made = Archive(tmp_path)
    made.fill()
    assert made.run("verify").exit_code == 0
