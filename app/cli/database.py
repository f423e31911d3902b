"""The database of a configuration, opened for a command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.config import ConfigError
    from storage.database import Database


@contextmanager
def opened(config: Path | None) -> Iterator[Database]:
    """The archive, checked to be of this version.

    A file that is not valid elsewhere does not keep anybody from asking its archive: that is said on stderr.

    Raises:
        ConfigError: the configuration is not valid, and does not lead to an archive.
        StorageError: the database is missing, or of another version; the message names the command that mends it.
    """
    from app.config import ConfigError, config_path, load
    from app.config.projection import database_url
    from storage.database import Database
    from storage.schema import require_current

    path = config_path(config)
    try:
        url = database_url(load(path))
        require_current(url)
    except ConfigError as error:
        url = _salvaged(path, error)
        print(f"wirewatch: {error}", file=sys.stderr)
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def url_of(config: Path | None) -> str:
    """The URL of the archive, which may be of another version or not be there at all; otherwise as `opened`.

    Raises:
        ConfigError: the configuration is not valid, and names no database.
    """
    from app.config import ConfigError, config_path, load
    from app.config.projection import database_url

    path = config_path(config)
    try:
        return database_url(load(path))
    except ConfigError as error:
        url = _named(path, error)
        print(f"wirewatch: {error}", file=sys.stderr)
        return url


def _salvaged(path: Path, error: ConfigError) -> str:
    from storage.errors import StorageError
    from storage.schema import require_current

    url = _named(path, error)
    try:
        require_current(url)
    except StorageError:
        # A guess that leads nowhere; the file is what is to be mended.
        raise error from None
    return url


def _named(path: Path, error: ConfigError) -> str:
    """The database that a file names which is not valid; the error where it names none."""
    from app.config.projection import database_url
    from app.config.salvage import only_database

    found = only_database(path)
    if found is None:
        raise error
    return database_url(found)
