"""Fixtures that any test may ask for."""

from __future__ import annotations

from hypothesis import settings

from tests.databases import (
    database_url,
    db,
    new_database_url,
    postgres_server,
    postgres_url,
    sqlite_url,
)

# The same examples in every run, however slow the machine.
settings.register_profile("check", deadline=None, derandomize=True)
settings.load_profile("check")

__all__ = ["database_url", "db", "new_database_url", "postgres_server", "postgres_url", "sqlite_url"]
