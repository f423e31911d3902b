"""The groups of words that the model tells things by, from the file beside this one."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("vocabulary.toml")


@cache
def _tables() -> dict[str, list[dict[str, list[str]]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def bits(table: str) -> tuple[dict[str, int], int]:
    """The groups of each word of a table ("marks" or "wording") as bits, and how many groups it has."""
    groups = _tables()[table]
    found: dict[str, int] = {}
    for place, group in enumerate(groups):
        for word in group["words"]:
            found[word] = found.get(word, 0) | 1 << place
    return found, len(groups)
