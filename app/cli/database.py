"""The database of a configuration, opened for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database


@contextmanager
def opened(config: Path | None) -> Iterator[Database]:
    """The archive, checked to be of this version.

    Raises:
        ConfigError: the configuration is not valid.
        StorageError: the database is missing, or of another version; the message names the command that mends it.
    """
    from app.config import config_path, load
    from app.config.projection import database_url
    from storage.database import Database
    from storage.schema import require_current

    url = database_url(load(config_path(config)))
    require_current(url)
    database = Database(url)
    try:
        yield database
    finally:
        database.close()
