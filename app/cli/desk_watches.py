"""The watches of the desk, for commands that name watches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.records import DeskWatch
    from watch import AliasBook
    from watch.files import WatchText


def kept_watches(config: Path | None) -> list[DeskWatch]:
    """Those of the archive of a configuration; none where there is no archive yet, or no valid configuration."""
    from app.config import ConfigError, config_path, load
    from app.config.projection import database_url
    from storage.database import Database
    from storage.desk_watches import DeskWatches
    from storage.errors import StorageError
    from storage.schema import require_current

    try:
        url = database_url(load(config_path(config)))
        require_current(url)
        database = Database(url)
        try:
            return DeskWatches(database).list()
        finally:
            database.close()
    except (ConfigError, StorageError):
        return []


def as_texts(kept: list[DeskWatch], book: AliasBook) -> list[WatchText]:
    """Those of them that can be read, as the watches of a file are."""
    from watch import WatchSyntaxError, parse
    from watch.files import WatchText

    found = []
    for one in kept:
        try:
            query = parse(one.query, book)
        except WatchSyntaxError:
            continue
        found.append(WatchText(name=one.name, written=one.query, query=query))
    return found
