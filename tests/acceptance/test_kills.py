"""`kill -9` at any moment loses nothing and tells nothing under two ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.kill_run import run_kills


async def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    result = await run_kills(tmp_path, kills=3, seed=20261124, speed=2.0)
    assert result.missing == []
    assert result.strangers == []
    assert result.kills == 3


@pytest.mark.soak
async def test_thirty_kills_lose_nothing(tmp_path: Path) -> None:
    result = await run_kills(tmp_path, kills=30, seed=3, speed=0.25)
    print(result)
    assert result.missing == []
    assert result.strangers == []
    assert result.kills == 30
