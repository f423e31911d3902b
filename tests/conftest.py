"""Fixtures that any test may ask for."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.databases import (
    database_url,
    db,
    new_database_url,
    postgres_server,
    sqlite_template,
    sqlite_url,
)

# The same examples in every run, however slow the machine.
settings.register_profile("check", deadline=None, derandomize=True)
settings.load_profile("check")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what their module sets up run in one process (`--dist loadgroup`), where it is set up once."""
    for item in items:
        if isinstance(item, pytest.Function) and _shares_a_set_up(item):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def _shares_a_set_up(item: pytest.Function) -> bool:
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    return any(one.scope == "module" and one.baseid.startswith("tests") for used in fixtures for one in used)


__all__ = ["database_url", "db", "new_database_url", "postgres_server", "sqlite_template", "sqlite_url"]
