"""Desks to come to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.web.security.doors import OPEN, PROXIED, Door, opened


@pytest.fixture
def door(sqlite_url: str, tmp_path: Path) -> Iterator[Door]:
    """A desk that asks for tokens."""
    with opened(sqlite_url, tmp_path) as found:
        yield found


@pytest.fixture
def open_door(sqlite_url: str, tmp_path: Path) -> Iterator[Door]:
    """A desk that is open to its own machine."""
    with opened(sqlite_url, tmp_path, OPEN) as found:
        yield found


@pytest.fixture
def proxied_door(sqlite_url: str, tmp_path: Path) -> Iterator[Door]:
    """A desk behind a proxy that speaks TLS."""
    with opened(sqlite_url, tmp_path, PROXIED) as found:
        yield found
