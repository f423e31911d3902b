"""Spans of time in words."""

from __future__ import annotations

from datetime import timedelta

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def in_words(span: timedelta) -> str:
    """The two largest units: `1 h 30 min`."""
    left = round(span.total_seconds())
    parts: list[str] = []
    for seconds, unit in _UNITS:
        if left >= seconds:
            parts.append(f"{left // seconds} {unit}")
            left %= seconds
    return " ".join(parts[:2]) or "0 s"
