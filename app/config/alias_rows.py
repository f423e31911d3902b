"""The `[[aliases]]` of a configuration: sets written in it, and files of sets that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.config.errors import visible
from app.config.locating import Keys
from watch import AliasBook
from watch.aliases import Alias, AliasError, shipped
from watch.aliases.pack import read_pack, read_tables

_LARGEST_FILE = 4_000_000


def read_alias_rows(values: dict[str, Any], folder: Path) -> tuple[tuple[Alias, ...], list[tuple[Keys, str]]]:
    """The sets of all rows, and what is wrong with any of them. Files are relative to `folder`."""
    rows = values.get("aliases", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return (), []
    places: dict[str, int] = {}
    sets: list[Alias] = []
    found: list[tuple[Keys, str]] = []
    for place, row in enumerate(rows):
        try:
            read = _row_sets(row, folder)
        except AliasError as error:
            keys: Keys = ("aliases", place, "file") if "file" in row else ("aliases", place)
            found.append((keys, visible(_said(error, row))))
        else:
            sets += read
            places |= dict.fromkeys((alias.name for alias in read), place)
    if not found:
        found += _joined(sets, places)
    return tuple(sets), found


def book_with(sets: Sequence[Alias]) -> AliasBook:
    """The shipped sets and these. Raises AliasError."""
    return shipped().with_sets(sets) if sets else shipped()


def _row_sets(row: dict[str, Any], folder: Path) -> list[Alias]:
    if "file" not in row:
        return read_tables([row], "")
    name = row["file"]
    if not isinstance(name, str) or not name or len(row) > 1:
        raise AliasError("file is the path of a file of [[aliases]], and stands alone in its table", file="")
    try:
        path = folder / name
        if path.stat().st_size > _LARGEST_FILE:
            raise AliasError("Is larger than 4 MB", file=name)
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AliasError("Is not UTF-8 text", file=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise AliasError(f"Cannot be read: {reason}", file=name) from None
    return read_pack(text, name)


def _joined(sets: Sequence[Alias], places: dict[str, int]) -> Iterator[tuple[Keys, str]]:
    try:
        book_with(sets)
    except AliasError as error:
        place = places.get(error.name)
        keys: Keys = ("aliases",) if place is None else ("aliases", place)
        yield keys, visible(f"@{error.name}: {_lowered(error.message)}" if error.name else error.message)


def _said(error: AliasError, row: dict[str, Any]) -> str:
    if "file" in row:
        return ": ".join(part for part in (error.name and f"@{error.name}", _lowered(error.message)) if part)
    return _lowered(error.message)


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
