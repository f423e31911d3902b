"""The care that PostgreSQL needs beside what it does by itself: tables vacuumed, the full-text index's list written."""

from __future__ import annotations

from sqlalchemy import text

from storage.database import Database
from storage.errors import StorageError
from storage.upkeep.cancelling import cancelled_by
from storage.upkeep.pace import Pace

# A twentieth of the rows: PostgreSQL's own daemon waits for a fifth.
_NEEDY = text(
    """
    SELECT relname FROM pg_stat_user_tables
    WHERE schemaname = current_schema()
      AND (n_dead_tup > 1000 + n_live_tup / 20
        OR n_mod_since_analyze > 1000 + n_live_tup / 20
        OR n_ins_since_vacuum > 1000 + n_live_tup / 20)
    ORDER BY relname
    """
)
_CLEAN = text("SELECT gin_clean_pending_list('ix_article_index_terms'::regclass)")


def write_pending_entries(db: Database) -> int:
    """Bring what waits to be indexed into the full-text index proper; returns how many pages that were."""
    with db.write() as connection:
        return connection.scalar(_CLEAN) or 0


def vacuum(db: Database, pace: Pace) -> list[str]:
    """Vacuum and analyse the tables that changed much; returns their names. Nobody waits for it, and it can be stopped.

    Raises:
        StorageError: PostgreSQL refused one; those before it are done.
    """
    with db.read() as connection:
        names = list(connection.scalars(_NEEDY))
    done: list[str] = []
    for name in names:
        if pace.stop.is_asked:
            break
        try:
            with db.bare() as connection, cancelled_by(pace.stop, connection):
                connection.execute(text(f'VACUUM (ANALYZE) "{name}"'))
        except StorageError:
            if pace.stop.is_asked:
                break
            raise
        done.append(name)
    return done
