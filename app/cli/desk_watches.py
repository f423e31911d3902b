"""The watches of the desk, for commands that name watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.config import Config
    from storage.database import Database
    from storage.desk_watches import DeskTrouble, InForce


def desk_watches(config: Path | None) -> InForce:
    """Those beside the configuration's; none where the configuration is not valid or its archive does not answer."""
    from storage.desk_watches import DeskWatches, InForce, in_force

    found = _valid(config)
    if found is None:
        return InForce()
    with _archive(found) as database:
        if database is None:
            return InForce()
        living = DeskWatches(database).living()
    return in_force(living, found.alias_book, (table.name for table in found.watches))


def desk_troubles(database: Database, config: Path | None) -> tuple[DeskTrouble, ...]:
    """The watches of the desk that are not in force; none is known where the configuration is not valid."""
    from storage.desk_watches import DeskWatches, in_force

    living = DeskWatches(database).living()
    found = _valid(config) if living else None
    if found is None:
        return ()
    return in_force(living, found.alias_book, (table.name for table in found.watches)).troubles


def watch_names(config: Path | None) -> set[str] | None:
    """All watches of the configuration and of the desk; None where the configuration is not valid: nobody knows."""
    found = _valid(config)
    if found is None:
        return None
    return {table.name for table in found.watches} | {one.watch.name for one in desk_watches(config).watches}


def places(config: Path | None) -> dict[str, str]:
    """Where each watch lives: `desk`, or the file and the line in it."""
    from app.config.locating import key_lines, line_of

    found = _valid(config)
    if found is None:
        return {}
    lines = key_lines(found.path.read_text(encoding="utf-8-sig"))
    where = {one.watch.name: "desk" for one in desk_watches(config).watches}
    for number, table in enumerate(found.watches):
        line = line_of(("watches", number), lines)
        where[table.name] = f"{found.path}" if line is None else f"{found.path}:{line}"
    return where


def _valid(config: Path | None) -> Config | None:
    from app.config import ConfigError, config_path, load

    try:
        return load(config_path(config))
    except ConfigError:
        return None


@contextmanager
def _archive(config: Config) -> Iterator[Database | None]:
    """The archive of a configuration; None where it is not there, or is not of this version."""
    from app.config.projection import database_url
    from storage.database import Database
    from storage.errors import StorageError
    from storage.schema import require_current

    url = database_url(config)
    try:
        require_current(url)
    except StorageError:
        yield None
        return
    database = Database(url)
    try:
        yield database
    finally:
        database.close()
