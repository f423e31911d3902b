"""The time by which several machines go: the clock of PostgreSQL's server; on SQLite, this machine's own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.clock import Clock, utc_now


def server_now(connection: Connection, own: Clock = utc_now) -> datetime:
    """The time now, not that at which the transaction began; on SQLite what `own` says."""
    if connection.dialect.name != "postgresql":
        return own()
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now
