"""Times as a person reads them and as a program does."""

from __future__ import annotations

from datetime import UTC, datetime

# strftime's month names follow the machine's locale; a notice does not
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def human(at: datetime | None) -> str:
    """Write a moment as "3 August 2025, 14:05 UTC"; None, which nobody stated, as "not stated"."""
    if at is None:
        return "not stated"
    at = at.astimezone(UTC)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def iso(at: datetime) -> str:
    """Write a moment as RFC 3339 has it, in UTC: `2025-08-03T14:05:00Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
