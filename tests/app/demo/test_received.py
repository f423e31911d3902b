"""Waiting for what a demo server takes in."""

from __future__ import annotations

import asyncio

import pytest

from app.demo.received import Received


async def test_wait_returns_as_soon_as_it_is_enough() -> None:
    heard: list[int] = []
    received: Received[int] = Received(heard.append)
    waiting = asyncio.create_task(received.wait(lambda items: 3 in items, seconds=60))
    for number in range(5):
        received.add(number)
        await asyncio.sleep(0)
    assert 3 in await waiting
    assert heard == list(received.items) == [0, 1, 2, 3, 4]


async def test_wait_gives_up_in_time() -> None:
    received: Received[int] = Received()
    received.add(1)
    with pytest.raises(TimeoutError):
        await received.wait(lambda items: len(items) == 2, seconds=0.01)
