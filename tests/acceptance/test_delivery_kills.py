"""`kill -9` while hits are delivered to receivers that misbehave: none is lost, and a repeat bears the same id."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.acceptance.delivery_kills import run
from tests.acceptance.other_sides import HookSide, MailSide, OtherSide

SIDES = (HookSide, MailSide)


@pytest.mark.parametrize("side", SIDES)
async def test_a_few_kills_lose_no_notice(side: type[OtherSide], tmp_path: Path) -> None:
    rng = random.Random(7)
    result = await run(tmp_path, side(random.Random(8)), hits=60, kills=3, rng=rng)
    assert (result.kills, result.lost, result.strangers) == (3, [], [])
    assert result.states == {"delivered": 60}


@pytest.mark.soak
@pytest.mark.parametrize("side", SIDES)
async def test_two_hundred_kills_lose_no_notice(side: type[OtherSide], tmp_path: Path) -> None:
    rng = random.Random(20261126)
    result = await run(tmp_path, side(random.Random(5)), hits=5000, kills=200, rng=rng)
    print(result)
    assert (result.kills, result.lost, result.strangers) == (200, [], [])
    assert result.states == {"delivered": 5000}
