"""Tokens, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.access import Sessions, TokenError, Tokens
from storage.database import Database
from storage.keys import text_hash
from storage.records import Scope

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def test_a_token_lets_in_whoever_shows_it_and_is_kept_as_its_hash_alone(db: Database) -> None:
    tokens = Tokens(db)
    made = tokens.create("anna", Scope.WRITE, NOW)
    assert re.fullmatch(r"wirewatch_[A-Za-z0-9_-]{43}", made.secret)
    assert made.secret not in repr(made)
    assert made.token.scopes == {Scope.READ, Scope.WRITE}
    found = tokens.of_secret(made.secret, NOW)
    assert found == made.token
    assert tokens.of_secret(made.secret[:-1], NOW) is None
    assert tokens.of_secret("", NOW) is None
    assert tokens.of_secret("\ud800", NOW) is None
    with db.read() as connection:
        (row,) = connection.execute(text("SELECT * FROM access_tokens")).mappings()
    assert row["digest"] == text_hash(made.secret)
    assert made.secret not in str(dict(row))


@pytest.mark.parametrize(("scope", "count"), [(Scope.READ, 1), (Scope.WRITE, 2), (Scope.ADMIN, 3)])
def test_each_scope_brings_those_below_it(db: Database, scope: Scope, count: int) -> None:
    assert len(Tokens(db).create("anna", scope, NOW).token.scopes) == count


def test_no_two_tokens_are_the_same(db: Database) -> None:
    assert Tokens(db).create("a", Scope.READ, NOW).secret != Tokens(db).create("b", Scope.READ, NOW).secret


def test_a_name_is_one_living_token(db: Database) -> None:
    tokens = Tokens(db)
    tokens.create("anna", Scope.READ, NOW, NOW + DAY)
    with pytest.raises(TokenError, match="there is a token 'anna'; wirewatch token revoke"):
        tokens.create("anna", Scope.READ, NOW + DAY - SECOND)
    again = tokens.create("anna", Scope.ADMIN, NOW + DAY)
    assert [one.revoked_at for one in tokens.list()] == [None, NOW + DAY]
    tokens.revoke("anna", NOW + DAY)
    assert tokens.of_secret(again.secret, NOW + DAY) is None
    tokens.create("anna", Scope.READ, NOW + DAY)
    assert len(tokens.list()) == 3


@pytest.mark.parametrize("name", ["", " anna", "anna\n", "\x1b[2J", "a" * 101, "local", "Local", "a\u202eb"])
def test_what_is_no_name_is_refused(db: Database, name: str) -> None:
    with pytest.raises(TokenError, match="a token's name is"):
        Tokens(db).create(name, Scope.READ, NOW)
    assert Tokens(db).list() == []


def test_a_token_expires_at_its_time(db: Database) -> None:
    tokens = Tokens(db)
    secret = tokens.create("anna", Scope.READ, NOW, NOW + DAY).secret
    assert tokens.of_secret(secret, NOW + DAY - SECOND) is not None
    assert tokens.of_secret(secret, NOW + DAY) is None
    assert tokens.any_living(NOW + DAY - SECOND)
    assert not tokens.any_living(NOW + DAY)


def test_a_revoked_token_lets_nobody_in_and_its_sessions_end(db: Database) -> None:
    tokens, sessions = Tokens(db), Sessions(db)
    anna, ben = tokens.create("anna", Scope.READ, NOW), tokens.create("ben", Scope.READ, NOW)
    hers, his = sessions.begin(anna.token, NOW), sessions.begin(ben.token, NOW)
    revoked = tokens.revoke("anna", NOW)
    assert revoked is not None
    assert (revoked.name, revoked.revoked_at) == ("anna", NOW)
    assert tokens.of_secret(anna.secret, NOW) is None
    assert sessions.token_of(hers, NOW) is None
    assert sessions.token_of(his, NOW) == ben.token
    assert tokens.any_living(NOW)
    assert tokens.revoke("anna", NOW) is None
    assert tokens.revoke("nobody", NOW) is None


def test_uses_are_written_at_most_once_a_minute(db: Database) -> None:
    tokens = Tokens(db)
    secret = tokens.create("anna", Scope.READ, NOW).secret
    seen = []
    for seconds in (0, 1, 59, 60, 61):
        tokens.of_secret(secret, NOW + seconds * SECOND)
        seen.append(tokens.list()[0].last_used_at)
    assert seen == [NOW, NOW, NOW, NOW + 60 * SECOND, NOW + 60 * SECOND]
