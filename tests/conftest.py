"""Fixtures that any test may ask for."""

from __future__ import annotations

from tests.databases import (
    database_url,
    db,
    new_database_url,
    postgres_server,
    sqlite_template,
    sqlite_url,
)

__all__ = ["database_url", "db", "new_database_url", "postgres_server", "sqlite_template", "sqlite_url"]
