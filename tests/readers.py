"""Tests that load readers of a user's, which a process otherwise keeps for its life."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crawler.pages.registry import VARIABLE, look_again


@contextmanager
def forgotten_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No readers but the project's own before and after."""
    with monkeypatch.context() as environment:
        environment.setenv(VARIABLE, "")
        yield
    look_again()
