"""The part of a worker that delivers, as a program of its own that can be killed: `delivering.py CONFIG`.

It signs in as a worker does, so that what a dead one held waits again, and sends what the outbox holds until it ends.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from alerts.delivery import Deliverer
from app.config import load
from app.config.projection import channel_care, channels, database_url
from scheduler.liveness import Liveness
from storage.database import Database
from storage.outbox import Outbox


async def deliver(path: Path) -> None:
    config = load(path)
    database = Database(database_url(config))
    name = f"delivering-{os.getpid()}"
    await Liveness(database, name).begin()
    deliverer = Deliverer(Outbox(database), channels(config), name, terms=channel_care(config).terms)
    while True:
        await deliverer.run_once()
        await asyncio.sleep(0.1)


if __name__ == "__main__":
    asyncio.run(deliver(Path(sys.argv[1])))
