"""The quarantine as the readers see it: what is held there is not read, and what runs away is put there."""

from __future__ import annotations

import asyncio
import logging
import time

from crawler.reading import Body, QuarantinedError
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.errors import StorageError
from storage.quarantine import Quarantine, digest_of
from storage.records import QuarantinedBody, RunawayBody

log = logging.getLogger(__name__)

#: Seconds until what others put there, or took away, is seen.
LOOK = 5.0


class Quarantining:
    """The bodies in quarantine, known here for some seconds: most often there are none, and nothing is to be done."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._quarantine = Quarantine(db)
        self._clock = clock
        self._known: dict[tuple[str, str], QuarantinedBody] = {}
        self._looked_at: float | None = None

    async def known(self, kind: str, content: bytes) -> QuarantinedBody | None:
        """What is known of a body that is to be read.

        Raises:
            QuarantinedError: it ran away too often.
        """
        await self._look()
        if not self._known:
            return None
        found = self._known.get((kind, await asyncio.to_thread(digest_of, content)))
        if found is not None and found.is_held:
            raise _held(found)
        return found

    async def ran_away(self, kind: str, body: Body, url: str, reason: str) -> None:
        """Put a body there that hung or killed its process.

        Raises:
            QuarantinedError: it did so too often to be read again.
        """
        runaway = RunawayBody(
            kind=kind,
            url=url,
            source=body.source,
            content_type=body.content_type,
            reason=reason,
            content=body.content,
        )
        try:
            found = await asyncio.to_thread(self._quarantine.put, runaway, self._clock())
        except StorageError as error:
            log.error("a body that could not be read is not in quarantine: %s", error)
            return
        self._known[kind, found.digest] = found
        log.warning(
            "%s: %s %s; its bytes are in quarantine, number %d", found.source, kind, found.reason, found.id
        )
        if found.is_held:
            raise _held(found)

    async def was_read(self, found: QuarantinedBody) -> None:
        """It could be read after all: let it go."""
        self._known.pop((found.kind, found.digest), None)
        try:
            await asyncio.to_thread(self._quarantine.remove, found.id)
        except StorageError as error:
            log.error("number %d stays in quarantine, and was read: %s", found.id, error)

    async def _look(self) -> None:
        now = time.monotonic()
        if self._looked_at is not None and now - self._looked_at < LOOK:
            return
        self._looked_at = now
        try:
            found = await asyncio.to_thread(self._quarantine.list)
        except StorageError as error:
            log.debug("the quarantine is as it was known: %s", error)
            return
        self._known = {(one.kind, one.digest): one for one in found}


def _held(found: QuarantinedBody) -> QuarantinedError:
    return QuarantinedError(f"in quarantine as number {found.id}: {found.reason}")
