"""Numbers with their nouns."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write "1 poll" or "2 polls"; `many` is for a noun that takes more than an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
