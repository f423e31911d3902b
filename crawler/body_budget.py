"""Bytes of bodies that the process holds at a time, for all crawls together: small ones are free, large take turns.

A body counts from its first byte until it was read, or its answer is gone.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from math import inf
from typing import Self

from scrapy.http import Response

#: Bytes that all bodies but the small ones may take before some of them wait.
MOST_BYTES = 6_000_000
#: Bytes up to which a body never waits, nor makes others wait. Few pages and hardly any feed have more.
SMALL = 256_000


class BodyBudget:
    """How much of all bodies is in hand.

    Where that is as much as may be, one body alone goes on growing, up to its own limit, and the others wait for it
    to be whole, and to be let go where it is twice as much. So there is always one that comes to its end. The one that
    said its length and has the least of it left is the next; one that may be endless comes after all of these.
    """

    def __init__(self, most: int = MOST_BYTES, small: int = SMALL) -> None:
        self.most = most
        self.small = small
        self.held = 0
        self._leader: Holding | None = None
        self._waiting: dict[Holding, Callable[[], None]] = {}
        self._kept: weakref.WeakKeyDictionary[Response, tuple[Holding, weakref.finalize[..., Response]]]
        self._kept = weakref.WeakKeyDictionary()

    def admits(self, holding: Holding, more: int = 0) -> bool:
        """Whether a body may grow now, by `more` bytes at once or bit by bit.

        Where all are too many, it is then the one that may.
        """
        if self.held <= self.most or holding.size + more <= self.small:
            return True
        leader = self._leader
        if leader is None or (leader.is_whole and self.held <= 2 * self.most):
            self._leader = holding
        return self._leader is holding

    def wait(self, holding: Holding, resume: Callable[[], None]) -> None:
        """Call `resume` once the body may go on growing."""
        self._waiting.setdefault(holding, resume)

    def leave(self, holding: Holding) -> None:
        """Forget a body: others may have its place."""
        self._waiting.pop(holding, None)
        if self._leader is holding:
            self._leader = None
        self._admit()

    def _admit(self) -> None:
        while self._waiting:
            # min() keeps the order of those that are alike
            first = min(self._waiting, key=lambda holding: holding.left)
            if not self.admits(first):
                return
            self._waiting.pop(first)()

    def keep(self, holding: Holding, response: Response) -> None:
        """Hold the body of an answer for as long as the answer lives, or until `let_go`."""
        self._waiting.pop(holding, None)
        if holding.size <= self.small:
            holding.close()
            return
        # Garbage is collected in whichever thread is at work, and what waits is of the loop's.
        dropped = weakref.finalize(response, _soon, asyncio.get_running_loop(), holding.close)
        dropped.atexit = False
        self._kept[response] = holding, dropped
        holding.is_whole = True
        self._admit()

    def taken(self, response: Response) -> Holding | None:
        """What holds an answer's body, if it is a large one; it is the caller's now, to keep or to close."""
        if (kept := self._kept.pop(response, None)) is None:
            return None
        holding, dropped = kept
        dropped.detach()
        return holding

    def let_go(self, response: Response) -> None:
        """Take the body out of an answer that was read, if it is a large one."""
        if (holding := self.taken(response)) is not None:
            response._set_body(_Gone.of(len(response.body)))
            holding.close()


class _Gone(bytes):
    """Nothing, with the length of the body that was there: Scrapy counts it in, and out again at the end."""

    _length: int

    @classmethod
    def of(cls, length: int) -> Self:
        gone = cls()
        gone._length = length
        return gone

    def __len__(self) -> int:
        return self._length


class Holding:
    """What one body takes of the budget, in bytes; whether it `is_whole`, and waits to be read.

    `length` is what the answer says that it will be, if it does.
    """

    def __init__(self, budget: BodyBudget) -> None:
        self.size = 0
        self.length: int | None = None
        self.is_whole = False
        self._budget = budget
        self._is_open = True

    def grow(self, count: int) -> bool:
        """Take so many more bytes, which are there; whether still more may come now."""
        if not self._is_open:
            return True
        before = self._counted
        self.size += count
        self._budget.held += self._counted - before
        return self._budget.admits(self)

    @property
    def left(self) -> float:
        """How many bytes are still to come by the length that the answer gave; it is held to that."""
        return inf if self.length is None else self.length - self.size

    def when_admitted(self, resume: Callable[[], None]) -> None:
        """Call `resume` once more may come."""
        self._budget.wait(self, resume)

    async def admitted(self, more: int) -> None:
        """Wait until it may grow by so many bytes at once."""
        if self._budget.admits(self, more):
            return
        turn = asyncio.Event()
        self._budget.wait(self, turn.set)
        await turn.wait()

    def close(self) -> None:
        """Give all of it back."""
        if self._is_open:
            self._budget.held -= self._counted
            self._is_open = False
            self._budget.leave(self)

    @property
    def _counted(self) -> int:
        return self.size if self.size > self._budget.small else 0


def _soon(loop: asyncio.AbstractEventLoop, close: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(close)


#: The budget of this process.
BODIES = BodyBudget()
