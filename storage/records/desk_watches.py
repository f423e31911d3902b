"""Watches of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records.routing import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWatch:
    """A version of a watch that somebody made in the desk: `query` is as it was written, `number` counts from 1.

    `trouble` says why the worker leaves the watch out, None where it does not, or has not seen it yet.
    """

    name: str
    number: int
    query: str
    severity: Severity
    note: str
    author: str
    saved_at: datetime
    created_at: datetime
    trouble: str | None = None
