"""When each host group was last asked, kept outside the crawls, since Scrapy forgets it between two of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class HostSlots:
    """Turns at asking a host group, in the order in which they were asked for.

    One object serves every crawl of a process, so that two sources, a redirect and a robots.txt that lead to
    the same host group wait for one another.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._free_at: dict[str, float] = {}
        self._closing = asyncio.Event()

    @property
    def closing(self) -> bool:
        """Whether no further turn is given."""
        return self._closing.is_set()

    def close(self) -> None:
        """Give no further turn: whoever waits is refused at once."""
        self._closing.set()

    def reserve(self, host_group: str, delay: float) -> float:
        """Take the next turn at a host group; returns the seconds to wait for it.

        `delay` is the least number of seconds from this turn to the one after it.
        """
        now = self._monotonic()
        turn_at = max(now, self._free_at.get(host_group, now))
        self._free_at[host_group] = turn_at + delay
        if len(self._free_at) > 10_000:
            self._free_at = {group: at for group, at in self._free_at.items() if at > now}
        return turn_at - now

    async def turn(self, host_group: str, delay: float) -> bool:
        """Wait for the next turn; False where the slots were closed first, and nothing may be asked."""
        if self.closing:
            return False
        wait = self.reserve(host_group, delay)
        if wait <= 0:
            return True
        try:
            await asyncio.wait_for(self._closing.wait(), timeout=wait)
        except TimeoutError:
            return True
        return False
