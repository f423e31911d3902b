"""Sessions of browsers, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from storage.access import SESSION_LENGTH, Sessions, Tokens
from storage.database import Database
from storage.keys import text_hash
from storage.records import Scope

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_session_is_its_token_and_is_kept_as_its_hash_alone(db: Database) -> None:
    token = Tokens(db).create("anna", Scope.READ, NOW).token
    sessions = Sessions(db)
    first, second = sessions.begin(token, NOW), sessions.begin(token, NOW)
    assert first != second
    assert sessions.token_of(first, NOW) == token
    assert sessions.token_of(first + "x", NOW) is None
    with db.read() as connection:
        kept = set(connection.scalars(text("SELECT digest FROM access_sessions")))
    assert kept == {text_hash(first), text_hash(second)}


def test_a_session_ends_twelve_hours_after_its_last_use(db: Database) -> None:
    token = Tokens(db).create("anna", Scope.READ, NOW).token
    sessions = Sessions(db)
    used, left = sessions.begin(token, NOW), sessions.begin(token, NOW)
    later = NOW + SESSION_LENGTH - SECOND
    assert sessions.token_of(used, later) is not None
    assert sessions.token_of(left, NOW + SESSION_LENGTH) is None
    assert sessions.token_of(used, later + SESSION_LENGTH - SECOND) is not None
    assert Tokens(db).list()[0].last_used_at == later + SESSION_LENGTH - SECOND


def test_a_session_never_outlives_its_token(db: Database) -> None:
    hour = timedelta(hours=1)
    token = Tokens(db).create("anna", Scope.READ, NOW, NOW + hour).token
    session = Sessions(db).begin(token, NOW)
    assert Sessions(db).token_of(session, NOW + hour - SECOND) is not None
    assert Sessions(db).token_of(session, NOW + hour) is None


def test_an_ended_session_is_over_and_the_others_are_not(db: Database) -> None:
    token = Tokens(db).create("anna", Scope.READ, NOW).token
    sessions = Sessions(db)
    first, second = sessions.begin(token, NOW), sessions.begin(token, NOW)
    sessions.end(first)
    sessions.end("none")
    assert sessions.token_of(first, NOW) is None
    assert sessions.token_of(second, NOW) == token


def test_a_new_session_sweeps_out_those_that_are_over(db: Database) -> None:
    token = Tokens(db).create("anna", Scope.READ, NOW).token
    Sessions(db).begin(token, NOW)
    Sessions(db).begin(token, NOW + SESSION_LENGTH)
    with db.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM access_sessions")) == 1
