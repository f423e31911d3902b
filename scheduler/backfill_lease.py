"""Signs of life of whoever works on a backfill."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from storage.backfills import Backfills
from storage.clock import Clock
from storage.records import Backfill

#: So long a backfill is kept for a process that gives no sign of life.
LEASE = timedelta(seconds=60)


@asynccontextmanager
async def kept(backfills: Backfills, claimed: Backfill, clock: Clock) -> AsyncIterator[None]:
    """Renew the lease of a backfill until the block ends. One that is lost all the same shows in what is saved next."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 4)
            with contextlib.suppress(Exception):
                await asyncio.to_thread(backfills.renew, claimed, clock(), LEASE)

    keeping = asyncio.create_task(renew(), name="backfill-lease")
    try:
        yield
    finally:
        keeping.cancel()
