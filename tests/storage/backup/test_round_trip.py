"""A backup of either database, restored into either: every row is what it was, and the archive goes on."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from storage import schema
from storage.access import Tokens
from storage.backup.tables import LEFT_OUT
from storage.database import Database
from storage.flags import Flags
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.records import DeliveryState
from storage.search import search
from storage.tables import AccessSessionRow, Base, HitMarkRow
from storage.workers import Workers
from tests.storage.backup.backups import back_up, faults, filled, restore, rows_by_table
from tests.storage.captures.answers import NOW
from tests.storage.samples import (
    article,
    claimed_hits,
    collected,
    fill,
    flagged,
    hit,
    kept_well,
    let_in,
    told_to,
    unflagged,
)
from watch import parse

LATER = NOW + timedelta(days=2)


def test_every_row_is_what_it_was(db: Database, new_database_url: str, tmp_path: Path) -> None:
    filled(db, tmp_path)
    Workers(db).stopped("w1", NOW)
    made = back_up(db, tmp_path / "first")
    assert {
        name for name, rows in made.whole.tables.items() if rows
    } == Base.metadata.tables.keys() - LEFT_OUT
    restored = restore(tmp_path / "first", new_database_url)
    assert (restored.tables, restored.schema) == (made.whole.tables, schema.head())
    schema.require_current(new_database_url)
    other = Database(new_database_url)
    back_up(other, tmp_path / "second")
    assert rows_by_table(tmp_path / "second") == rows_by_table(tmp_path / "first")
    assert faults(other, tmp_path / "captures") == []
    for query in ("troops AND 북한*", "title:move", "rail"):
        found = [[one.article.id for one in search(each, parse(query), limit=50)] for each in (db, other)]
        assert found[0] == found[1]
        assert found[0]
    other.close()


def test_what_is_saved_afterwards_gets_numbers_of_its_own(
    db: Database, new_database_url: str, tmp_path: Path
) -> None:
    filled(db, tmp_path)
    with db.write() as connection:
        highest = connection.scalar(select(func.max(HitMarkRow.id))) or 0
        connection.execute(delete(HitMarkRow).where(HitMarkRow.id == highest))
    back_up(db, tmp_path / "backup")
    restore(tmp_path / "backup", new_database_url)
    other = Database(new_database_url)
    collected(other, article("https://gazette.example/9", text="Words of later."), LATER)
    fresh = unflagged(other, 200)
    hits = [hit(one.id, watch="later") for one in fresh if one.revision == 1]
    Flags(other).record(fresh, hits, LATER, told_to("mail", now=LATER))
    let_in(other, LATER)
    kept_well(other, LATER)
    kept, _ = Flags(other).hits(limit=1)[0]
    Marks(other).mark(kept.id, Mark.RELEVANT, None, LATER)
    assert faults(other, tmp_path / "captures") == []
    if db.dialect == other.dialect == "postgresql":
        with other.read() as connection:
            assert (connection.scalar(select(func.max(HitMarkRow.id))) or 0) > highest
    other.close()


def test_what_was_being_sent_waits_again_and_nobody_is_at_work(
    db: Database, new_database_url: str, tmp_path: Path
) -> None:
    fill(db, NOW)
    sent, failed = claimed_hits(db, NOW, 2, channel="hook")
    Outbox(db).delivered(failed.delivery.id, "200", NOW)
    before = {one.id: one for one in Outbox(db).list()}
    back_up(db, tmp_path / "backup")
    restored = restore(tmp_path / "backup", new_database_url)
    other = Database(new_database_url)
    after = {one.id: one for one in Outbox(other).list()}
    assert after.keys() == before.keys()
    assert restored.given_back == 1
    assert [key for key in after if after[key] != before[key]] == [sent.delivery.id]
    given_back = after[sent.delivery.id]
    assert (given_back.state, given_back.due_at, given_back.attempts) == (DeliveryState.WAITING, NOW, 1)
    assert Workers(other).live(NOW, timedelta(seconds=30)) == []
    again = claimed_hits(other, NOW, 9, channel="hook")
    assert sent.delivery.id in [one.delivery.id for one in again]
    assert failed.delivery.id not in [one.delivery.id for one in again]
    other.close()


def test_sessions_end_and_tokens_stay(db: Database, new_database_url: str, tmp_path: Path) -> None:
    fill(db, NOW)
    back_up(db, tmp_path / "backup")
    restore(tmp_path / "backup", new_database_url)
    other = Database(new_database_url)
    assert Tokens(other).list() == Tokens(db).list()
    with other.read() as connection:
        assert connection.scalar(select(func.count()).select_from(AccessSessionRow)) == 0
    other.close()


@pytest.mark.parametrize("revision", ["0013", "0008"])
def test_a_backup_of_an_older_schema_is_migrated(
    database_url: str, new_database_url: str, tmp_path: Path, revision: str
) -> None:
    db = Database(database_url)
    fill(db, NOW)
    db.close()
    schema.downgrade(database_url, revision)
    db = Database(database_url)
    assert back_up(db, tmp_path / "backup").head.schema == revision
    db.close()
    restore(tmp_path / "backup", new_database_url)
    schema.require_current(new_database_url)
    other = Database(new_database_url)
    assert faults(other, tmp_path / "captures") == []
    flagged(other, LATER, 5, "mail")
    other.close()


def test_the_file_is_lines_of_json_that_anybody_can_read(db: Database, tmp_path: Path) -> None:
    fill(db, NOW)
    made = back_up(db, tmp_path / "backup")
    lines = [json.loads(line) for line in gzip.decompress((tmp_path / "backup").read_bytes()).splitlines()]
    assert lines[0] == {
        "wirewatch_backup": 1,
        "version": "0.1.0",
        "schema": schema.head(),
        "made_at": NOW.isoformat(),
        "database": db.dialect,
    }
    assert lines[-1] == {"whole": True, "tables": dict(made.whole.tables), "sha256": made.whole.sha256}
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert made.size == (tmp_path / "backup").stat().st_size
