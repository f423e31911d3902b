"""Text from the web on its way to a terminal, and times on their way to people."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

# Format characters that shape letters (joiners) are kept; those that reorder or hide text are not.
_KEPT = "\u200c\u200d"


def plain(text: str, *, lines: bool = False) -> str:
    """The text without anything that a terminal would obey: controls, escapes, direction overrides.

    Line breaks stay where `lines` is true, and become spaces otherwise.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character, lines) for character in text)


def _shown(character: str, lines: bool) -> str:
    if character == "\n":
        return "\n" if lines else " "
    if character in "\t\u2028\u2029":
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} and character not in _KEPT:
        return ""
    return character


def marked(text: str, marks: Iterable[tuple[int, int]], *, colour: bool) -> str:
    """The text with its evidence marked: bold where the terminal has colours, in [brackets] elsewhere."""
    begin, end = ("\033[1m", "\033[0m") if colour else ("[", "]")
    pieces: list[str] = []
    at = 0
    for start, stop in marks:
        if start < at:
            continue
        pieces += [plain(text[at:start]), begin, plain(text[start:stop]), end]
        at = stop
    pieces.append(plain(text[at:]))
    return "".join(pieces)


def moment(at: datetime | None) -> str:
    """A time for people, in UTC, to the minute; a dash where there is none."""
    return "-" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def ago(at: datetime | None, now: datetime) -> str:
    """How long ago, or in how long, in one unit."""
    if at is None:
        return "never"
    seconds = round((now - at).total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        if abs(seconds) >= size or size == 1:
            count = abs(seconds) // size
            return f"{count} {unit} ago" if seconds >= 0 else f"in {count} {unit}"
    return "now"


def as_json(value: Any) -> str:
    """The value as JSON: times in ISO 8601, everything else that has no form of its own as text.

    What a terminal would obey is escaped, so that a program reads the words as they are and a person is safe.
    """
    written = json.dumps(value, ensure_ascii=False, default=_json_form, indent=None)
    if written.isascii() or written.isprintable():
        return written
    return "".join(one if _shown(one, False) == one else json.dumps(one)[1:-1] for one in written)


def _json_form(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)
