"""Whether PostgreSQL has room for more than a few changed rows: on a full disk those still find a place."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

FULL = "53100"
# Some megabytes where the tables of this database lie, given back at once. They go into no log.
_TAKE = text(
    "CREATE TEMPORARY TABLE wirewatch_room ON COMMIT DROP AS "
    "SELECT md5(random()::text) AS filling FROM generate_series(1, 40000)"
)


def is_full(error: BaseException | None) -> bool:
    """Whether a driver's error is that the disk is full."""
    return getattr(error, "sqlstate", None) == FULL


def trouble(engine: Engine) -> str | None:
    """What keeps a few megabytes from being written, in a few words; None where nothing does."""
    try:
        with engine.connect() as connection:
            connection.execute(_TAKE)
            connection.rollback()
    except DBAPIError as error:
        return str(error.orig).partition("\n")[0]
    return None
