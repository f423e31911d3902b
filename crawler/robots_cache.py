"""What is known of the sites' robots.txt, shared by all crawls of a process."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from crawler.held_back import HeldBackError
from crawler.robots import Rules
from crawler.robots_refusals import RobotsUnknownError

#: A copy younger than this is not asked for again.
FRESH = 6 * 3600.0
#: A copy older than this is not used, whatever the site answers (RFC 9309, 2.4).
LONGEST_USE = 24 * 3600.0
#: After a failure the site is not asked for its rules again for so long.
PAUSE = 30.0
#: The bytes of all files together, beyond which those that were not used for longest are forgotten.
MOST_BYTES = 16_000_000
_COST_OF_AN_ENTRY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The rules of one site, when they were read, and how many bytes they took. Times by the monotonic clock."""

    rules: Rules
    read_at: float
    size: int


class RobotsCache:
    """The rules by origin (`https://example.org`), each asked for once, however many crawls want them."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._failed: OrderedDict[str, tuple[float, RobotsUnknownError]] = OrderedDict()
        self._asking: dict[str, asyncio.Future[HeldBackError | None]] = {}
        self._size = 0

    def __len__(self) -> int:
        """How many sites' rules are known."""
        return len(self._known)

    async def rules(
        self, origin: str, ask: Callable[[], Awaitable[bytes]], *, is_patient: bool = True
    ) -> Rules:
        """The rules of a site; `ask` brings the file, empty where the site has none.

        Whoever `is_patient` asks anew where somebody else who asked was held back; who is not is held back, too.

        Raises:
            RobotsUnknownError: the site is in trouble, and no copy is young enough.
            HeldBackError: `ask` raised it, since nothing may be sent now.
        """
        while True:
            known = self._at_hand(origin, FRESH)
            if known is not None:
                return known
            self._raise_recent(origin)
            asked = self._asking.get(origin)
            if asked is None:
                return await self._ask(origin, ask)
            held_back = await asyncio.shield(asked)
            if held_back is not None and not is_patient:
                raise type(held_back)(str(held_back))

    def at_hand(self, origin: str) -> Rules | None:
        """The rules of a site that were read lately; None where they would have to be asked for."""
        return self._at_hand(origin, LONGEST_USE)

    async def _ask(self, origin: str, ask: Callable[[], Awaitable[bytes]]) -> Rules:
        done = self._asking[origin] = asyncio.get_running_loop().create_future()
        held_back: HeldBackError | None = None
        try:
            body = await ask()
        except HeldBackError as error:
            held_back = error
            raise
        except RobotsUnknownError as error:
            stale = self._at_hand(origin, LONGEST_USE)
            if stale is None:
                self._failed[origin] = (self._monotonic() + PAUSE, error)
                while len(self._failed) > 10_000:
                    self._failed.popitem(last=False)
                raise
            return stale
        finally:
            del self._asking[origin]
            done.set_result(held_back)
        return self._keep(origin, body)

    def _keep(self, origin: str, body: bytes) -> Rules:
        self._failed.pop(origin, None)
        self._forget(origin)
        known = Known(rules=Rules.parse(body), read_at=self._monotonic(), size=len(body) + _COST_OF_AN_ENTRY)
        self._known[origin] = known
        self._size += known.size
        while self._size > MOST_BYTES and len(self._known) > 1:
            self._forget(next(iter(self._known)))
        return known.rules

    def _at_hand(self, origin: str, longest: float) -> Rules | None:
        known = self._known.get(origin)
        if known is None or self._monotonic() - known.read_at > longest:
            return None
        self._known.move_to_end(origin)
        return known.rules

    def _raise_recent(self, origin: str) -> None:
        until, error = self._failed.get(origin, (0.0, None))
        if error is None:
            return
        if self._monotonic() < until:
            raise RobotsUnknownError(
                str(error).removeprefix("robots.txt "), is_unreachable=error.is_unreachable
            )
        del self._failed[origin]

    def _forget(self, origin: str) -> None:
        known = self._known.pop(origin, None)
        if known is not None:
            self._size -= known.size
