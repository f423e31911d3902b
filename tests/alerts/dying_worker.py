"""A process that delivers what is due and, told so by WIREWATCH_FAILPOINT, dies on the way.

Arguments: the database's URL, the receiver's URL, its key.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from pydantic import SecretStr

from alerts.channels.webhook import WebhookChannel, WebhookSettings
from alerts.delivery import Deliverer
from storage.database import Database
from storage.outbox import Outbox


async def deliver(database: str, url: str, key: str) -> None:
    hook = WebhookChannel("hook", WebhookSettings(url=SecretStr(url), secret=SecretStr(key)))
    deliverer = Deliverer(Outbox(Database(database)), {"hook": hook}, "dying")
    await deliverer.run_once()
    await deliverer.wait_idle()
    await deliverer.drain(timedelta(seconds=5))


if __name__ == "__main__":
    asyncio.run(deliver(*sys.argv[1:]))
