from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.search.entry import Entry, Indexed, facets_of
from storage.search.index import write_entries
from storage.verifying.check import found_by
from storage.verifying.full_text import FullTextCheck
from tests.agreement.articles import fill, texts
from tests.storage.samples import article, collected

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def faults(db: Database) -> list[tuple[int | None, str]]:
    return [(fault.article_id, fault.what) for fault in found_by(FullTextCheck(db), lambda more: None)]


def test_what_was_saved_and_edited_differs_in_nothing(db: Database) -> None:
    fill(db, texts(None, 150, seed=2))
    for number in range(3):
        collected(db, article("https://gazette.example/0", text=f"{number} troops", published_at=NOW), NOW)
    assert faults(db) == []


def test_words_that_are_others_or_missing_or_nobodys_are_named(db: Database) -> None:
    for number in range(5):
        collected(db, article(f"https://gazette.example/{number}"), NOW + timedelta(minutes=number))
    with db.write() as connection:
        rows = connection.execute(text("SELECT id, sort_key, source_id FROM articles ORDER BY id")).all()
        entries = [
            Indexed(
                key=row.sort_key,
                entry=Entry.of("Troops move", "They went by rail.", facets_of(row.source_id, None, None)),
            )
            for row in rows
        ]
        other = Indexed(key=entries[1].key, entry=Entry.of("Troops move", "They by went rail."))
        write_entries(connection, [(entries[1], other), (entries[3], None)])
    found = faults(db)
    assert [number for number, _ in found] == [2, 4]
    assert {what for _, what in found} == {"the full-text index holds other words of it"}
    if db.dialect == "sqlite":
        with db.write() as connection:
            write_entries(connection, [(None, Indexed(key=77, entry=Entry.of("of", "nobody")))])
        assert faults(db)[-1] == (
            None,
            "the full-text index holds words of no article, under the sort key 77",
        )


@pytest.mark.parametrize("at", range(0, 400, 23))
def test_a_flipped_byte_in_the_index_is_found(sqlite_url: str, at: int) -> None:
    db = Database(sqlite_url)
    for number in range(20):
        collected(
            db,
            article(f"https://gazette.example/{number}", text=f"Battalion {number} went by rail and by sea."),
            NOW + timedelta(minutes=number),
        )
    assert faults(db) == []
    db.close()
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        segments = connection.execute(
            "SELECT id, block FROM article_index_data WHERE id > 10 ORDER BY length(block) DESC"
        ).fetchall()
        number, block = segments[0]
        place = 4 + at % (len(block) - 4)
        damaged = block[:place] + bytes([block[place] ^ 0x11]) + block[place + 1 :]
        connection.execute("UPDATE article_index_data SET block = ? WHERE id = ?", (damaged, number))
    connection.close()
    db = Database(sqlite_url)
    assert faults(db)
    db.close()
