"""Which configuration file is meant, and on which line of it a key stands."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

FILE_NAME = "wirewatch.toml"
VARIABLE = "WIREWATCH_CONFIG"

Keys = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)(?=[^\[])(.*?)\]\]?\s*(?:#.*)?")
# A value that takes more lines than this is not followed: its keys are found by their table.
_LONGEST_VALUE = 200


def config_path(given: Path | None, environ: Mapping[str, str] | None = None) -> Path:
    """The file that was named, else the one that WIREWATCH_CONFIG names, else `wirewatch.toml` here."""
    if given is not None:
        return given
    return Path((os.environ if environ is None else environ).get(VARIABLE) or FILE_NAME)


def line_of(keys: Keys, lines: Mapping[Keys, int]) -> int | None:
    """The line of `keys`, or of the nearest table around them."""
    for end in range(len(keys), 0, -1):
        if keys[:end] in lines:
            return lines[keys[:end]]
    return None


def key_lines(text: str) -> dict[Keys, int]:
    """The line, from 1, on which each key and each table of a valid TOML text begins."""
    found: dict[Keys, int] = {}
    rows: dict[Keys, int] = {}
    table: Keys = ()
    lines = text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        header = _HEADER.fullmatch(lines[at])
        if header is not None and (named := _names(f"{header[2]} = 0")):
            table = _table(named, is_row=header[1] == "[[", rows=rows)
            found.setdefault(table, at + 1)
            at += 1
            continue
        taken, keys = _statement(lines, at)
        if keys:
            found.setdefault(table + keys, at + 1)
        at += taken
    return found


def _table(named: tuple[str, ...], *, is_row: bool, rows: dict[Keys, int]) -> Keys:
    """The keys of a table whose header says `named`: rows of an array of tables count from 0."""
    keys: Keys = ()
    for place, name in enumerate(named):
        keys = (*keys, name)
        if is_row and place == len(named) - 1:
            rows[keys] = rows.get(keys, -1) + 1
        if keys in rows:
            keys = (*keys, rows[keys])
    return keys


def _statement(lines: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    """How many lines the statement at `at` takes, and the key that it gives."""
    for taken in range(1, min(_LONGEST_VALUE, len(lines) - at) + 1):
        try:
            tomllib.loads("\n".join(lines[at : at + taken]))
        except (ValueError, RecursionError):
            continue
        return taken, _names(lines[at].partition("=")[0] + "= 0") if "=" in lines[at] else ()
    return 1, ()


def _names(statement: str) -> tuple[str, ...]:
    """The parts of the dotted key of `KEY = 0`."""
    try:
        value: object = tomllib.loads(statement)
    except (ValueError, RecursionError):
        return ()
    names: list[str] = []
    while isinstance(value, dict) and value:
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names)
