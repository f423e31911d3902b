"""What the archive takes on the disk, by what it is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from sqlalchemy import text

from storage.database import Database
from storage.upkeep.cancelling import cancelled_by
from storage.upkeep.pace import Stop


class Kind(StrEnum):
    """What tables are for; `CAPTURES` are no tables but files."""

    TEXT = "text"
    INDEX = "index"
    STORIES = "stories"
    FRONTIER = "frontier"
    OTHER = "other"
    CAPTURES = "captures"


_KINDS = {
    "articles": Kind.TEXT,
    "article_revisions": Kind.TEXT,
    "leads": Kind.FRONTIER,
    "stories": Kind.STORIES,
    "story_articles": Kind.STORIES,
    "story_terms": Kind.STORIES,
    "story_rulings": Kind.STORIES,
    "term_uses": Kind.STORIES,
    "copy_keys": Kind.STORIES,
    "copy_lines": Kind.STORIES,
    "copy_outlets": Kind.STORIES,
    "copy_texts": Kind.STORIES,
}
_SQLITE_TABLES = text(
    "SELECT coalesce(master.tbl_name, stat.name), sum(stat.pgsize) FROM dbstat AS stat "
    "LEFT JOIN sqlite_master AS master ON master.name = stat.name WHERE stat.aggregate = TRUE GROUP BY 1"
)
_SQLITE_WHOLE = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
_POSTGRES_TABLES = text(
    "SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables WHERE schemaname = current_schema()"
)
_POSTGRES_WHOLE = text("SELECT pg_database_size(current_database())")


def whole_size(db: Database) -> int:
    """Bytes of the whole database, at once."""
    with db.read() as connection:
        return connection.scalar(_SQLITE_WHOLE if db.dialect == "sqlite" else _POSTGRES_WHOLE) or 0


def sizes_by_kind(db: Database, stop: Stop | None = None) -> Counter[Kind]:
    """Bytes by kind. SQLite reads the whole file for it, some seconds a gigabyte, unless `stop` is asked.

    Raises:
        StorageError: it was, or SQLite was built without the table that tells.
    """
    sizes: Counter[Kind] = Counter()
    for name, size in sizes_by_table(db, stop).items():
        kind = Kind.INDEX if name.startswith("article_index") else _KINDS.get(name, Kind.OTHER)
        sizes[kind] += size
    return sizes


def sizes_by_table(db: Database, stop: Stop | None = None) -> Mapping[str, int]:
    """Bytes by table, its indexes with it; raises as `sizes_by_kind` does."""
    statement = _SQLITE_TABLES if db.dialect == "sqlite" else _POSTGRES_TABLES
    with db.read() as connection, cancelled_by(stop or Stop(), connection):
        return {str(name): int(size) for name, size in connection.execute(statement)}


def size_of_folder(folder: Path) -> int:
    """Bytes of the files in a folder; 0 where there is none."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
