"""The database that an invalid file names, so that what it holds can be looked at while the file is mended."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.config.loading import Config
from app.config.reading import Unreadable, read_bytes, read_text, read_toml
from app.config.secrets import Surroundings
from app.config.tables import Database, Manners, Reading

_HEADER = re.compile(r"^\s*\[", re.MULTILINE)
_DATABASE = re.compile(r"^\s*\[\s*database\s*\][^\n]*$", re.MULTILINE)


def only_database(path: Path) -> Config | None:
    """A configuration of nothing but the database that `path` names; None where that is not to be known.

    A file that is no TOML any more may be broken in another table than this one, so its lines are looked at.
    """
    try:
        text = read_text(read_bytes(path))
    except Unreadable:
        return None
    surroundings = Surroundings(folder=path.absolute().parent, environ=os.environ)
    try:
        values = _values(text)
        table = Database.model_validate(values.get("database", {}), context=surroundings)
    except (Unreadable, ValidationError):
        return None
    return Config(
        path=path,
        database=table,
        manners=Manners(),
        reading=Reading(),
        sources=(),
        watches=(),
        channels=(),
    )


def _values(text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except Unreadable:
        header = _DATABASE.search(text)
        if header is None:
            return {}
        following = _HEADER.search(text, header.end())
        return read_toml(text[header.start() : following.start() if following else len(text)])
