"""Watches that are written at the desk."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from storage.records.routing import Severity

LONGEST_NAME = 64
LONGEST_QUERY = 20_000
LONGEST_NOTE = 2_000


def folded_name(name: str) -> str:
    """The name as names of watches are compared: two differ by more than case."""
    return unicodedata.normalize("NFC", name).casefold()


def name_fault(name: str) -> str | None:
    """What is wrong with the name of a watch; the rule is that of the configuration file."""
    if not 1 <= len(name) <= LONGEST_NAME:
        return f"must be 1 to {LONGEST_NAME} characters long"
    if not name.isprintable() or name != name.strip():
        return "must hold printable characters only, and no space at its ends"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWatchDraft:
    """What somebody wants a watch to say: the query as it is written, how grave a hit is, and a note for people.

    Raises:
        ValueError: a text is too long, or holds control characters.
    """

    query: str
    severity: Severity = Severity.WARNING
    note: str = ""

    def __post_init__(self) -> None:
        for what, written, longest in (
            ("query", self.query, LONGEST_QUERY),
            ("note", self.note, LONGEST_NOTE),
        ):
            if len(written) > longest:
                raise ValueError(f"the {what} is longer than {longest:,} characters")
            if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r" for char in written):
                raise ValueError(f"the {what} holds control characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWatchVersion:
    """What a watch said from `saved_at` on; `number` counts its versions from 1, `author` saved it."""

    number: int
    query: str
    severity: Severity
    note: str
    author: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWatch:
    """A watch of the desk as it is now. `author` made it at `created_at`; `removed_at` is None while it lives."""

    id: int
    name: str
    author: str
    created_at: datetime
    version: DeskWatchVersion
    removed_at: datetime | None = None
    removed_by: str | None = None
