"""What is new in the archive, told to all who listen: one look a second, however many pages are open."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from app.web.desk import Desk
from storage.errors import StorageError
from storage.stories import WireMark, wire_mark

log = logging.getLogger(__name__)

BEAT = 1.0


class Pulse:
    """The mark of the wire, looked at for as long as anybody listens. Lives in one event loop."""

    def __init__(self, desk: Desk, beat: float = BEAT) -> None:
        self._desk = desk
        self._beat = beat
        self._listeners: set[asyncio.Queue[WireMark | None]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """Let all who listen go, now and from now on: an open page would keep the server from ending."""
        self._is_stopped = True
        self._tell(None)

    async def marks(self) -> AsyncIterator[WireMark]:
        """Each mark that differs from the one before, until `stop`; of those that came at once the last."""
        mine: asyncio.Queue[WireMark | None] = asyncio.Queue(maxsize=1)
        self._listeners.add(mine)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(), name="pulse of the desk")
        try:
            while not self._is_stopped and (mark := await mine.get()) is not None:
                yield mark
        finally:
            self._listeners.discard(mine)
            if not self._listeners and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    async def _look(self) -> None:
        last: WireMark | None = None
        while True:
            try:
                mark = await run_in_threadpool(wire_mark, self._desk.database)
            except StorageError as error:
                log.warning("what is new cannot be told: %s", error)
            else:
                if last is not None and mark != last:
                    self._tell(mark)
                last = mark
            await asyncio.sleep(self._beat)

    def _tell(self, mark: WireMark | None) -> None:
        for each in self._listeners:
            if each.full():
                each.get_nowait()
            each.put_nowait(mark)
