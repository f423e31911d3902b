"""The folder of the captures of a configuration, for a command."""

from __future__ import annotations

from pathlib import Path


def captures_of(config: Path | None) -> Path:
    """The folder in which captures are; of a configuration that is not valid, where they are unless it says so.

    Raises:
        ConfigError: the configuration is not valid, and does not lead to an archive.
    """
    from app.config import ConfigError, config_path, load
    from app.config.captures import captures_folder
    from app.config.salvage import only_database

    path = config_path(config)
    try:
        return captures_folder(load(path))
    except ConfigError:
        found = only_database(path)
        if found is None:
            raise
        return captures_folder(found)
