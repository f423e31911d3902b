"""When each host group was last asked and how fast it answers, kept outside the crawls, since Scrapy forgets it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from crawler.leased_hosts import LeasedHosts
from crawler.pauses import happens
from crawler.robots_cache import RobotsCache
from storage.host_leases import Handed, Usage

# Beyond so many, those whose delay is over are forgotten.
MOST_GROUPS = 10_000
#: Neither a host that answers slowly nor a Crawl-delay makes a delay longer than this, in seconds.
LONGEST_DELAY = 60.0
#: An article whose turn is so many seconds away is left to another run.
PATIENCE = 20.0
#: A request that is not on the wire after so many seconds waits for a server that does not open.
LONGEST_LEAVING = 15.0
#: Seconds between two looks whether a request has left.
LOOK = 0.02


class HostSlots:
    """Turns at asking a host group, in the order in which they were asked for.

    One object serves every crawl of a process, so that two sources, a redirect and a robots.txt that lead to
    the same host group wait for one another. What the hosts' robots.txt say is kept beside: `robots`. Where other
    workers ask hosts too, `leased` says which of them this process may ask.
    """

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, leased: LeasedHosts | None = None
    ) -> None:
        self._monotonic = monotonic
        self._leased = leased
        self._last: dict[str, tuple[float, float]] = {}
        self._left: dict[str, tuple[float, float]] = {}
        self._resting_until: dict[str, float] = {}
        self._asked_for: dict[str, dict[str, float]] = {}
        self._latency: dict[str, float] = {}
        #: Groups of which nothing but the robots.txt was asked for.
        self._only_rules: set[str] = set()
        #: Requests that got their turn and are not on the wire yet, by group, and since when.
        self._leaving: dict[str, tuple[object, float]] = {}
        self.robots = RobotsCache(monotonic)
        self._closing = asyncio.Event()

    def __len__(self) -> int:
        """How many host groups are remembered."""
        return len(self._last)

    @property
    def closing(self) -> bool:
        """Whether no further turn is given."""
        return self._closing.is_set()

    def close(self) -> None:
        """Give no further turn: whoever waits is refused at once."""
        self._closing.set()

    def reserve(self, host_group: str, delay: float) -> float:
        """Take the next turn at a host group; returns the seconds to wait for it.

        `delay` is the least number of seconds between this turn and the ones next to it: of two sources that
        differ, the one that asks for more is heeded.
        """
        now = self._monotonic()
        turn_at = now
        if host_group in self._last:
            last_at, last_delay = self._last[host_group]
            turn_at = max(now, last_at + max(last_delay, delay))
        self._last[host_group] = (turn_at, delay)
        if len(self._last) > MOST_GROUPS:
            self._last = {group: (at, wait) for group, (at, wait) in self._last.items() if at + wait > now}
            self._left = {group: turn for group, turn in self._left.items() if group in self._last}
            self._asked_for = {group: one for group, one in self._asked_for.items() if group in self._last}
            self._latency = {group: one for group, one in self._latency.items() if group in self._last}
            self._only_rules &= self._last.keys()
        return turn_at - now

    def slow_down(self, host_group: str, seconds: float, origin: str = "") -> None:
        """Keep the delay that one site of a host group asks for in its robots.txt, up to a minute."""
        asked = self._asked_for.setdefault(host_group, {})
        if seconds > 0:
            asked[origin] = min(seconds, LONGEST_DELAY)
        else:
            asked.pop(origin, None)

    async def note(self, host_group: str) -> None:
        """Let whoever asks the host group after this worker know what it wants, should this one die before it says so.

        Raises:
            StorageError: the archive did not answer.
        """
        if self._leased is not None:
            await self._leased.note(host_group, self.usage(host_group))

    def answered(self, host_group: str, latency: float, *, well: bool) -> None:
        """Learn from an answer that took so many seconds to begin: one request at a time is what a host has to bear.

        As Scrapy's AutoThrottle has it: a slower answer counts at once, a faster one by half, and one that is no
        page (errors and redirects are quick) never makes the delay shorter.
        """
        before = self._latency.get(host_group, 0.0)
        after = min(max(latency, (before + latency) / 2), LONGEST_DELAY)
        if well or after > before:
            self._latency[host_group] = after

    def knows(self, host_group: str) -> bool:
        """Whether a turn at a host group was taken lately."""
        return host_group in self._last

    def latency(self, host_group: str) -> float:
        """The seconds that a host group took for its last answers to begin; 0 where nothing is known."""
        return self._latency.get(host_group, 0.0)

    def pace(self, host_group: str, delay: float) -> float:
        """The seconds between two turns at a host group of which at least `delay` are wanted."""
        asked = max(self._asked_for.get(host_group, {}).values(), default=0.0)
        return max(delay, asked, self.latency(host_group))

    def wait_for(self, host_group: str, delay: float) -> float:
        """The seconds that a turn at a page, asked for now, would be waited for."""
        if host_group not in self._last:
            return 0.0
        last_at, last_delay = self._last[host_group]
        delay = self._pace_between(host_group, delay)
        return max(0.0, last_at + max(last_delay, delay) - self._monotonic())

    def rest(self, host_group: str, seconds: float) -> None:
        """Give no turn at a host group for so long: it asked to be left alone (Retry-After)."""
        until = self._monotonic() + seconds
        self._resting_until[host_group] = max(until, self._resting_until.get(host_group, until))

    def rests_for(self, host_group: str) -> float:
        """The seconds for which a host group is still to be left alone; 0 where it may be asked."""
        left = self._resting_until.get(host_group, 0.0) - self._monotonic()
        if left <= 0:
            self._resting_until.pop(host_group, None)
        return max(left, 0.0)

    async def secure(self, host_group: str, delay: float, patience: float) -> bool:
        """Make sure that no other worker asks the host group; False where one did for all of `patience` seconds.

        Raises:
            StorageError: the archive did not say who may.
        """
        if self._leased is None:
            return True
        handed = await self._leased.take(host_group, delay, patience)
        if isinstance(handed, Handed):
            self._take_over(host_group, handed)
            # It may have been given back before its robots.txt was there.
            await self.note(host_group)
        return bool(handed)

    def _take_over(self, host_group: str, handed: Handed) -> None:
        """Go on from where another worker, or this one a while ago, left the host group."""
        if handed.since_asked is not None:
            if host_group not in self._last:
                # This process has asked it for nothing yet.
                self._only_rules.add(host_group)
            asked_at = self._monotonic() - handed.since_asked
            if asked_at >= self._last.get(host_group, (asked_at, 0.0))[0]:
                self._last[host_group] = self._left[host_group] = (asked_at, handed.delay)
        if handed.rests_for:
            self.rest(host_group, handed.rests_for)

    async def look(self) -> None:
        """Renew the leases in use and give back those that are idle.

        Raises:
            StorageError: the archive did not answer.
        """
        if self._leased is not None:
            for host_group in self._leaving:
                if self._is_leaving(host_group):
                    self._leased.holds(host_group)
            await self._leased.look(self.usage)

    async def let_go(self, *host_groups: str) -> None:
        """Leave these to other workers, without names all, but those that somebody waits for, or is about to ask.

        Raises:
            StorageError: the archive did not answer; their leases run out.
        """
        if self._leased is not None:
            groups = [group for group in host_groups or self._leased.held if not self._is_leaving(group)]
            await self._leased.release(groups, self.usage)

    def usage(self, host_group: str) -> Usage:
        """What another worker has to know of the host group before it asks it."""
        left = self._left.get(host_group)
        return Usage(
            since_asked=None if left is None else self._monotonic() - left[0],
            delay=0.0 if left is None else self.pace(host_group, left[1]),
            rests_for=self.rests_for(host_group),
        )

    async def turn(self, host_group: str, delay: float, *, is_for_pages: bool = True) -> bool:
        """Wait for the next turn; False where nothing may be asked: the slots were closed, or the group rests.

        False too where another worker took the host group over. What a robots.txt asks for holds between two turns for
        pages; between the file and the first of them it is heeded for `PATIENCE` seconds at most.
        """
        if self._leased is None:
            return await self._turn(host_group, delay, is_for_pages=is_for_pages)
        with self._leased.in_use(host_group):
            got = await self._turn(host_group, delay, is_for_pages=is_for_pages)
            return got and self._leased.holds(host_group)

    async def _turn(self, host_group: str, delay: float, *, is_for_pages: bool) -> bool:
        if self.closing or self.rests_for(host_group):
            return False
        if is_for_pages:
            delay = self._pace_between(host_group, delay)
            self._only_rules.discard(host_group)
        elif host_group not in self._last:
            self._only_rules.add(host_group)
        wait = max(self.reserve(host_group, delay), self._too_soon(host_group, delay))
        # By a loop that lags, or a server slow to open, a turn leaves late: the next one counts from when it left.
        while wait > 0 or self._is_leaving(host_group):
            if await happens(self._closing, max(wait, LOOK)):
                return False
            wait = self._too_soon(host_group, delay)
        self._left[host_group] = (self._monotonic(), delay)
        return not self.rests_for(host_group)

    def _pace_between(self, host_group: str, delay: float) -> float:
        """The seconds between the last turn and the next one at a page."""
        pace = self.pace(host_group, delay)
        return max(delay, min(pace, PATIENCE)) if host_group in self._only_rules else pace

    def leaves(self, host_group: str, request: object) -> None:
        """The request whose turn it is goes its way; no further turn is given until it is `sent`, or `gone`."""
        self._leaving[host_group] = (request, self._monotonic())

    def sent(self, host_group: str) -> None:
        """A request to the host group is on the wire now: the next turn counts from here."""
        _, delay = self._left.get(host_group, (0.0, 0.0))
        self._left[host_group] = (self._monotonic(), delay)
        self._leaving.pop(host_group, None)

    def gone(self, host_group: str, request: object) -> None:
        """The request was answered or failed, if it was never said to be sent."""
        if self._leaving.get(host_group, (None, 0.0))[0] is request:
            del self._leaving[host_group]

    def _is_leaving(self, host_group: str) -> bool:
        return (
            host_group in self._leaving and self._monotonic() - self._leaving[host_group][1] < LONGEST_LEAVING
        )

    def _too_soon(self, host_group: str, delay: float) -> float:
        """The seconds that are still to pass since the last turn that left."""
        if host_group not in self._left:
            return 0.0
        left_at, its_delay = self._left[host_group]
        return left_at + max(its_delay, delay) - self._monotonic()
