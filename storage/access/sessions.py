"""The sessions of browsers: a token is exchanged once for one, and the browser keeps its id in a cookie."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from storage.access.secrets import digest, new_session_id
from storage.access.tokens import COLUMNS, USED_AGAIN, token_of, used
from storage.database import Database
from storage.records.access import AccessToken
from storage.tables import AccessSessionRow, AccessTokenRow

#: A session ends so long after it was last used.
SESSION_LENGTH = timedelta(hours=12)


class Sessions:
    """All sessions that have not ended. One never outlives its token."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, token: AccessToken, now: datetime) -> str:
        """A new session of a token: its id, which is kept nowhere. Those that have ended are swept out."""
        session_id = new_session_id()
        with self._db.write() as connection:
            connection.execute(delete(AccessSessionRow).where(AccessSessionRow.expires_at <= now))
            connection.execute(
                insert(AccessSessionRow).values(
                    digest=digest(session_id),
                    token_id=token.id,
                    created_at=now,
                    expires_at=now + SESSION_LENGTH,
                )
            )
        return session_id

    def token_of(self, session_id: str, now: datetime) -> AccessToken | None:
        """The living token of a session, which lasts on by that; None where it has ended or is none."""
        statement = (
            select(
                *COLUMNS, AccessSessionRow.id.label("session"), AccessSessionRow.expires_at.label("ends_at")
            )
            .join(AccessTokenRow, AccessTokenRow.id == AccessSessionRow.token_id)
            .where(AccessSessionRow.digest == digest(session_id), AccessSessionRow.expires_at > now)
        )
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None or not token_of(row).lives(now):
            return None
        ends_at = now + SESSION_LENGTH
        if ends_at - row.ends_at >= USED_AGAIN:
            with self._db.write() as connection:
                connection.execute(
                    update(AccessSessionRow)
                    .where(AccessSessionRow.id == row.session, AccessSessionRow.expires_at < ends_at)
                    .values(expires_at=ends_at)
                )
                used(connection, row.id, now)
        return token_of(row)

    def end(self, session_id: str) -> None:
        """End a session; nothing where it has ended."""
        with self._db.write() as connection:
            connection.execute(delete(AccessSessionRow).where(AccessSessionRow.digest == digest(session_id)))
