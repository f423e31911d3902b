"""The care that SQLite needs: the full-text index merged, statistics for the planner, the log written back."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection, text

from storage.database import Database
from storage.upkeep.cancelling import cancelled_by
from storage.upkeep.pace import Pace

# https://www.sqlite.org/fts5.html#the_merge_command: a step writes about so many pages.
_MERGE = text("INSERT INTO article_index (article_index, rank) VALUES ('merge', :pages)")
# Two parts of one size are merged already, not only four: it is done when nobody waits for it.
_FROM_TWO = text("INSERT INTO article_index (article_index, rank) VALUES ('usermerge', 2)")
_CHANGES = text("SELECT total_changes()")
_FIRST_PAGES, _MOST_PAGES = 16, 128
#: Rows of an index that are looked at for its statistics.
_LOOKED_AT = 1000


def merge_index(db: Database, pace: Pace) -> int:
    """Merge the parts of the full-text index until nothing is left to merge; returns in how many steps."""
    with db.write() as connection:
        connection.execute(_FROM_TWO)
    steps, pages = 0, _FIRST_PAGES
    while not pace.stop.is_asked:
        has_more, took = pace.step(db, partial(_merge, pages=pages))
        if not has_more:
            break
        steps += 1
        pages = pace.sized(pages, took, most=_MOST_PAGES)
    return steps


def _merge(connection: Connection, *, pages: int) -> bool:
    before = connection.scalar(_CHANGES) or 0
    connection.execute(_MERGE, {"pages": pages})
    # "If the difference between the two values is 2 or greater, work was performed."
    return (connection.scalar(_CHANGES) or 0) - before >= 2


def renew_statistics(db: Database, pace: Pace) -> int:
    """Look at each table anew for the planner; returns how many tables."""
    with db.read() as connection:
        # Those of the full-text index are asked by row number alone.
        names = connection.scalars(
            text(
                "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'index' "
                "AND tbl_name NOT LIKE 'article!_index%' ESCAPE '!' ORDER BY tbl_name"
            )
        ).all()
    for name in names:
        if pace.stop.is_asked:
            break
        pace.step(db, partial(_analyse, name=name))
    return len(names)


def _analyse(connection: Connection, *, name: str) -> None:
    connection.execute(text(f"PRAGMA analysis_limit = {_LOOKED_AT}"))
    connection.execute(text(f'ANALYZE "{name}"'))


def write_log_back(db: Database, pace: Pace) -> int:
    """Bring the log of the last writes into the database; returns how many of its pages were brought.

    Readers and writers go on meanwhile. The file is cut short where nobody happens to use it at this moment.
    """
    with db.bare() as connection, cancelled_by(pace.stop, connection):
        brought = _checkpoint(connection, "PASSIVE")
        waits = connection.scalar(text("PRAGMA busy_timeout"))
        connection.execute(text("PRAGMA busy_timeout = 0"))
        try:
            _checkpoint(connection, "TRUNCATE")
        finally:
            connection.execute(text(f"PRAGMA busy_timeout = {waits}"))
    return brought


def _checkpoint(connection: Connection, mode: str) -> int:
    row = connection.execute(text(f"PRAGMA wal_checkpoint({mode})")).one()
    return max(0, int(row[2]))
