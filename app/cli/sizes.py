"""Amounts of data for people."""

from __future__ import annotations

_UNITS = ("B", "kB", "MB", "GB", "TB")


def size_words(size: float) -> str:
    """A number of bytes in the unit that fits, to three digits: 1.24 GB."""
    for unit in _UNITS:
        if abs(size) < 999.5 or unit == _UNITS[-1]:
            break
        size /= 1000
    return f"{size:.3g} {unit}"
