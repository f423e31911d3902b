"""The hosts that this worker alone may ask, where several work on one archive (see `storage.host_leases`)."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from storage.host_leases import LEASE, Handed, Usage

#: Seconds before its end from which a lease is not relied on: an answer takes its time, and clocks differ in pace.
MARGIN = 5.0
#: A lease is renewed when so many seconds of it are over.
RENEWED_AFTER = 8.0
#: A host that was not asked for so many seconds, and for which nobody waits, is left to others.
IDLE = 2.0
#: Seconds between two tries to take what another worker holds.
_PAUSE = 0.5


class Leases(Protocol):
    """What `storage.host_leases.HostLeases` does; each may raise StorageError."""

    def take(self, host_group: str, delay: float) -> Handed | None: ...
    def renew(self, used: Mapping[str, Usage]) -> set[str]: ...
    def release(self, used: Mapping[str, Usage]) -> None: ...


@dataclass(slots=True, kw_only=True)
class _Held:
    """A lease: relied on until `until`, last of use at `used_at`, both on the monotonic clock.

    `delay` is what the archive knows that its host wants.
    """

    until: float
    used_at: float
    delay: float


class LeasedHosts:
    """Takes leases, renews those in use and gives the others back. What the hosts were asked, `usage` says."""

    def __init__(self, leases: Leases, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._leases = leases
        self._monotonic = monotonic
        self._held: dict[str, _Held] = {}
        self._users: Counter[str] = Counter()
        self._taking: dict[str, asyncio.Lock] = {}
        #: What is being given back, until the archive knows of it.
        self._giving_back: dict[str, asyncio.Event] = {}

    @property
    def held(self) -> list[str]:
        """The host groups that are held."""
        return list(self._held)

    def holds(self, host_group: str) -> bool:
        """Whether the host is surely this worker's now."""
        held = self._held.get(host_group)
        if held is None or held.until <= self._monotonic():
            return False
        held.used_at = self._monotonic()
        return True

    @contextmanager
    def in_use(self, host_group: str) -> Iterator[None]:
        """Keep the lease while inside, if it is held."""
        self._users[host_group] += 1
        try:
            yield
        finally:
            self._users[host_group] -= 1
            if not self._users[host_group]:
                del self._users[host_group]

    async def take(self, host_group: str, delay: float, patience: float) -> Handed | bool:
        """Hold the host: what is known of it where it was taken now, True where it was held already.

        False where another worker held it for all of `patience` seconds.

        Raises:
            StorageError: the archive did not answer.
        """
        lock = self._taking.setdefault(host_group, asyncio.Lock())
        deadline = self._monotonic() + patience
        try:
            async with lock:
                while not self.holds(host_group):
                    if (giving_back := self._giving_back.get(host_group)) is not None:
                        # Taken first and given back then, it would be held here and free for others.
                        await giving_back.wait()
                    # From before the question: the server counts from when it hears it.
                    began = self._monotonic()
                    handed = await asyncio.to_thread(self._leases.take, host_group, delay)
                    if handed is not None:
                        self._hold(host_group, began, handed.delay)
                        return handed
                    if self._monotonic() + _PAUSE > deadline:
                        return False
                    await asyncio.sleep(_PAUSE)
                return True
        finally:
            if not lock.locked():
                self._taking.pop(host_group, None)

    def _hold(self, host_group: str, began: float, delay: float) -> None:
        self._held[host_group] = _Held(
            until=began + LEASE.total_seconds() - MARGIN, used_at=self._monotonic(), delay=delay
        )

    async def note(self, host_group: str, usage: Usage) -> None:
        """Let the archive know at once where a host wants a longer delay than it knows of.

        Whoever dies before that would leave a host to be asked too soon by the next one, who does not know it yet.

        Raises:
            StorageError: the archive did not answer.
        """
        held = self._held.get(host_group)
        if held is not None and usage.delay > held.delay:
            await asyncio.to_thread(self._leases.renew, {host_group: usage})
            held.delay = usage.delay

    async def look(self, usage: Callable[[str], Usage]) -> None:
        """Renew what is in use and give back what is idle.

        Raises:
            StorageError: the archive did not answer; what is held is relied on until its end.
        """
        now = self._monotonic()
        idle = [
            group
            for group, held in self._held.items()
            if not self._users[group] and now - held.used_at > IDLE
        ]
        if idle:
            await self.release(idle, usage)
        before = LEASE.total_seconds() - MARGIN - RENEWED_AFTER
        aging = {group: usage(group) for group, held in self._held.items() if held.until - now < before}
        if not aging:
            return
        renewed = await asyncio.to_thread(self._leases.renew, aging)
        for group in aging.keys() & self._held.keys():
            if group in renewed:
                self._held[group].until = now + LEASE.total_seconds() - MARGIN
                self._held[group].delay = aging[group].delay
            else:
                del self._held[group]

    async def release(self, host_groups: Collection[str], usage: Callable[[str], Usage]) -> None:
        """Give these back, but those that somebody uses.

        Raises:
            StorageError: the archive did not answer; the leases run out.
        """
        given = {
            group: usage(group) for group in host_groups if group in self._held and not self._users[group]
        }
        # Before the archive is told: nobody asks a host that another may have taken.
        for group in given:
            del self._held[group]
        if given:
            await self._give_back(given)

    async def _give_back(self, given: Mapping[str, Usage]) -> None:
        told = asyncio.Event()
        self._giving_back |= dict.fromkeys(given, told)
        try:
            await asyncio.to_thread(self._leases.release, given)
        finally:
            told.set()
            for group in given:
                del self._giving_back[group]
