"""Where the configuration has captures kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.config.loading import Config
from storage.addresses import parse, sqlite_file

FOLDER = "captures"


def captures_folder(config: Config) -> Path:
    """The folder of the captures, absolute; also of those that were kept before they were turned off."""
    if config.captures.folder is not None:
        return config.folder / config.captures.folder
    file = sqlite_file(parse(config.database.url.value))
    return (config.folder if file is None else (config.folder / file).parent) / FOLDER


def kept_captures(config: Config) -> Path | None:
    """The folder into which captures go from now on; None where none are kept."""
    return captures_folder(config) if config.captures.keep else None


def kept_for(config: Config) -> timedelta | None:
    """For how long captures are kept, None for ever."""
    return config.captures.keep_for
