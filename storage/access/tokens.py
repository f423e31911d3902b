"""Tokens: who may use the desk from elsewhere, and for what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from storage.access.secrets import digest, new_token
from storage.database import Database
from storage.errors import StorageError
from storage.records.access import WITHIN, AccessToken, NewToken, Scope
from storage.tables import AccessSessionRow, AccessTokenRow

#: Uses that are not so far apart are one.
USED_AGAIN = timedelta(minutes=1)
LONGEST_NAME = 100
#: Who asks without a token.
_TAKEN = "local"

COLUMNS = tuple(column for column in AccessTokenRow.__table__.columns if column.name != "digest")


class TokenError(StorageError):
    """No token can have that name, or a living one has it."""


class Tokens:
    """All tokens. None is ever deleted: the audit names them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def create(self, name: str, scope: Scope, now: datetime, expires_at: datetime | None = None) -> NewToken:
        """A new token. One of its name that has expired is revoked for it.

        Raises:
            TokenError: the name is none, or a living token has it.
        """
        if not _is_name(name):
            raise TokenError(
                f"a token's name is 1 to {LONGEST_NAME} characters that can be seen, and not {_TAKEN!r}"
            )
        secret = new_token()
        values = {
            "name": name,
            "scopes": [one.value for one in Scope if one in WITHIN[scope]],
            "digest": digest(secret),
            "created_at": now,
            "expires_at": expires_at,
        }
        with self._db.write() as connection:
            before = _named(connection, name)
            if before is not None and before.lives(now):
                raise TokenError(f"there is a token {name!r}; wirewatch token revoke ends it")
            if before is not None:
                _revoke(connection, before.id, now)
            number = connection.scalar(insert(AccessTokenRow).values(values).returning(AccessTokenRow.id))
            row = connection.execute(select(*COLUMNS).where(AccessTokenRow.id == number)).one()
        return NewToken(token=token_of(row), secret=secret)

    def list(self) -> list[AccessToken]:
        """All that there ever were, the newest first."""
        with self._db.read() as connection:
            return [
                token_of(row)
                for row in connection.execute(select(*COLUMNS).order_by(AccessTokenRow.id.desc()))
            ]

    def any_living(self, now: datetime) -> bool:
        """Whether anybody may come in."""
        statement = select(*COLUMNS).where(AccessTokenRow.revoked_at.is_(None))
        with self._db.read() as connection:
            return any(token_of(row).lives(now) for row in connection.execute(statement))

    def revoke(self, name: str, now: datetime) -> AccessToken | None:
        """End a token and its sessions; None where no token of that name is unrevoked."""
        with self._db.write() as connection:
            found = _named(connection, name)
            if found is None:
                return None
            _revoke(connection, found.id, now)
            row = connection.execute(select(*COLUMNS).where(AccessTokenRow.id == found.id)).one()
        return token_of(row)

    def of_secret(self, secret: str, now: datetime) -> AccessToken | None:
        """The living token that this is, which is used by that; None where it is none."""
        statement = select(*COLUMNS).where(AccessTokenRow.digest == digest(secret))
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None or not token_of(row).lives(now):
            return None
        found = token_of(row)
        if found.last_used_at is None or now - found.last_used_at >= USED_AGAIN:
            with self._db.write() as connection:
                used(connection, found.id, now)
        return found


def used(connection: Connection, token_id: int, now: datetime) -> None:
    """Write down that a token was used; processes that do it together write once."""
    last = AccessTokenRow.last_used_at
    connection.execute(
        update(AccessTokenRow)
        .where(AccessTokenRow.id == token_id, or_(last.is_(None), last <= now - USED_AGAIN))
        .values(last_used_at=now)
    )


def token_of(row: Row[*tuple[Any, ...]]) -> AccessToken:
    """The token of a row that has COLUMNS."""
    return AccessToken(
        id=row.id,
        name=row.name,
        scopes=frozenset(Scope(one) for one in row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def _named(connection: Connection, name: str) -> AccessToken | None:
    statement = select(*COLUMNS).where(AccessTokenRow.name == name, AccessTokenRow.revoked_at.is_(None))
    row = connection.execute(statement).one_or_none()
    return None if row is None else token_of(row)


def _revoke(connection: Connection, token_id: int, now: datetime) -> None:
    connection.execute(update(AccessTokenRow).where(AccessTokenRow.id == token_id).values(revoked_at=now))
    connection.execute(delete(AccessSessionRow).where(AccessSessionRow.token_id == token_id))


def _is_name(name: str) -> bool:
    is_plain = name.isprintable() and name == name.strip() and name.casefold() != _TAKEN
    return is_plain and 0 < len(name) <= LONGEST_NAME
