"""The audit, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from storage.access import Audit, Tokens
from storage.database import Database
from storage.records import AuditEntry, Scope

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_entry_says_who_changed_what_from_where(db: Database) -> None:
    Audit(db).note(
        at=NOW,
        who="anna",
        action="silence.add",
        subject="3",
        detail={"watches": ("troops",), "hours": 8, "up_to": None},
        client="192.0.2.7",
    )
    assert Audit(db).newest() == [
        AuditEntry(
            id=1,
            at=NOW,
            who="anna",
            action="silence.add",
            subject="3",
            detail={"watches": ["troops"], "hours": 8, "up_to": None},
            client="192.0.2.7",
        )
    ]


def test_pages_go_on_where_the_one_before_ended(db: Database) -> None:
    audit = Audit(db)
    for number in range(5):
        audit.note(at=NOW + number * HOUR, who="anna", action="watch.save", subject=str(number))
    first = audit.newest(2)
    audit.note(at=NOW + 9 * HOUR, who="anna", action="watch.save", subject="new")
    second = audit.newest(2, below=first[-1].id)
    assert [one.subject for one in (*first, *second)] == ["4", "3", "2", "1"]
    assert [one.subject for one in audit.newest(since=NOW + 4 * HOUR)] == ["new", "4"]


def test_no_token_gets_in(db: Database) -> None:
    secret = Tokens(db).create("anna", Scope.READ, NOW).secret
    Audit(db).note(
        at=NOW,
        who="local",
        action="watch.save",
        subject=f"a {secret}",
        detail={"query": [secret], secret: {"deep": f"x{secret}y"}},
    )
    with db.read() as connection:
        (row,) = connection.execute(text("SELECT * FROM audit")).mappings()
    assert secret not in str(dict(row))
    (entry,) = Audit(db).newest()
    assert entry.subject == "a wirewatch_..."
    assert entry.detail == {"query": ["wirewatch_..."], "wirewatch_...": {"deep": "xwirewatch_...y"}}


def test_words_that_a_database_would_refuse_are_kept_as_far_as_can_be(db: Database) -> None:
    Audit(db).note(
        at=NOW,
        who="a\0b",
        action="watch.save",
        subject="\ud800x",
        detail={"\0": "\udfff", "at": NOW, "long": "x" * 9000},
    )
    (entry,) = Audit(db).newest()
    assert (entry.who, entry.subject) == ("a\N{REPLACEMENT CHARACTER}b", "?x")
    assert entry.detail == {"\N{REPLACEMENT CHARACTER}": "?", "at": NOW.isoformat(), "long": "x" * 2000}
