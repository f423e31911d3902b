"""Names of channels that other tables give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.config.locating import Keys
from app.config.similar import similar


def known_channels(values: dict[str, Any]) -> list[str]:
    """The names that the `[[channels]]` bear."""
    rows = values.get("channels")
    named = [row.get("name") for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)]
    return [name for name in named if isinstance(name, str)]


def unknown_channels(named: object, keys: Keys, known: list[str]) -> Iterator[tuple[Keys, str]]:
    """What is wrong with a list of channels: names that no channel has, and names that stand in it twice."""
    seen: set[str] = set()
    for at, name in enumerate(named if isinstance(named, list) else ()):
        if not isinstance(name, str):
            continue
        if name in seen:
            yield (*keys, at), "is named twice"
        elif name not in known:
            yield (*keys, at), f"no channel has this name{similar(name, known)}"
        seen.add(name)
