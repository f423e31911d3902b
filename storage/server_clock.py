"""The time by which several machines go: the clock of PostgreSQL's server; where one works alone, its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.clock import utc_now


def server_now(connection: Connection) -> datetime:
    """The time now, not that at which the transaction began."""
    if connection.dialect.name != "postgresql":
        return utc_now()
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now
