"""Fixtures that any test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings
from typer.main import get_command

from tests.databases import (
    database_url,
    db,
    new_database_url,
    postgres_db,
    postgres_server,
    postgres_url,
    sqlite_url,
)

# The same examples in every run, however slow the machine.
settings.register_profile("check", deadline=None, derandomize=True)
settings.load_profile("check")


@pytest.fixture(scope="session", autouse=True)
def commands_are_made_once() -> Iterator[None]:
    """A runner makes all commands anew for each that it is asked to run: a tenth of a second, four fifths of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


__all__ = [
    "database_url",
    "db",
    "new_database_url",
    "postgres_db",
    "postgres_server",
    "postgres_url",
    "sqlite_url",
]
