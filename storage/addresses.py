"""Database URLs: which are understood, and how one is named in a message."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError

_POSTGRES_NAMES = ("postgresql", "postgres", "postgresql+psycopg")
_SQLITE_NAMES = ("sqlite", "sqlite+pysqlite")
_SECRET_PARAMETERS = ("password", "sslpassword", "passfile")


def redacted(url: str) -> str:
    """The URL without its passwords, for messages."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "a database URL that cannot be read"
    hidden = {name: "***" for name in _SECRET_PARAMETERS if name in parsed.query}
    return parsed.update_query_dict(hidden).render_as_string(hide_password=True)


def parse(url: str) -> URL:
    """The URL with its driver named. Raises StorageError for a database that is not supported."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StorageError("the database URL cannot be read") from error
    if parsed.drivername in _SQLITE_NAMES:
        if parsed.database in (None, "", ":memory:"):
            raise StorageError("the archive is a file: write sqlite:///PATH")
        return parsed.set(drivername="sqlite")
    if parsed.drivername in _POSTGRES_NAMES:
        return parsed.set(drivername="postgresql+psycopg")
    raise StorageError(
        f"{redacted(url)}: no database of this kind is supported; write sqlite:///PATH or postgresql://..."
    )


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite URL; None for a server."""
    return Path(url.database) if url.drivername == "sqlite" and url.database else None
