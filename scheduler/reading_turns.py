"""Turns at the readers: what they may have in hand together, by what the bodies weigh."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

#: What may be read at a time, unless it is a single body: a reader takes up to forty times as many bytes.
MOST = 2_000_000
#: What a body may weigh to be read whatever else is. Most pages weigh less.
SMALL = 400_000
# Bytes of text that take as much memory as an element's start or end.
_TAG = 25


def weight(body: bytes) -> int:
    """What the memory that it takes to read a body is about proportional to, in bytes of text."""
    return len(body) + _TAG * body.count(b"<")


class ReadingTurns:
    """Lets small bodies pass, and large ones in their order as far as there is room; a very large one alone."""

    def __init__(self, most: int = MOST, small: int = SMALL) -> None:
        self._most = most
        self._small = small
        self._taken = 0
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @asynccontextmanager
    async def turn(self, weighs: int) -> AsyncIterator[None]:
        """Wait until a body that weighs so much may be read, and hold its place meanwhile."""
        wants = 0 if weighs <= self._small else min(weighs, self._most)
        if wants and (self._waiting or self._taken + wants > self._most):
            await self._wait(wants)
        else:
            self._taken += wants
        try:
            yield
        finally:
            self._taken -= wants
            self._admit()

    async def _wait(self, wants: int) -> None:
        mine = wants, asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            await mine[1]
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:
                self._taken -= wants
            self._admit()
            raise

    def _admit(self) -> None:
        while self._waiting and self._taken + self._waiting[0][0] <= self._most:
            wants, turn = self._waiting.popleft()
            self._taken += wants
            if not turn.done():
                turn.set_result(None)
