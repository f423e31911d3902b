"""What a demo server took in, in order, with a way to wait for more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Received(Generic[Item]):
    """Items in the order of their arrival, all on one event loop. `on_add` hears of each."""

    def __init__(self, on_add: Callable[[Item], None] | None = None) -> None:
        self._items: list[Item] = []
        self._on_add = on_add
        self._more = asyncio.Event()

    @property
    def items(self) -> tuple[Item, ...]:
        """All that has come in so far."""
        return tuple(self._items)

    def add(self, item: Item) -> None:
        """Take an item in and wake whoever waits."""
        self._items.append(item)
        self._more.set()
        if self._on_add is not None:
            self._on_add(item)

    async def wait(self, enough: Callable[[Sequence[Item]], bool], *, seconds: float) -> tuple[Item, ...]:
        """Wait until what came in is enough, and return it.

        Raises:
            TimeoutError: it was not enough within `seconds`.
        """
        async with asyncio.timeout(seconds):
            while not enough(self._items):
                self._more.clear()
                await self._more.wait()
        return self.items
