"""`kill -9` between any two steps of a delivery: nothing is lost, and a repetition bears the same id."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from alerts.channels.webhook import WebhookChannel, WebhookSettings
from alerts.delivery import Deliverer
from alerts.lane import LEASE
from storage.clock import utc_now
from storage.database import Database
from storage.outbox import Outbox
from storage.records import DeliveryState
from tests.alerts.archives import due_for

KEY = "whsec_c2lnbmluZy1rZXktb2YtdGhlLXJlY2VpdmVy"
HERE = Path(__file__).parent
COUNT = 6


@pytest.mark.parametrize(
    ("moment", "repeats"),
    [
        ("delivery-claimed", False),
        ("notice-sending:3", False),
        ("notice-sent:2", True),
        ("delivery-marking:2", True),
        ("delivery-marked:2", False),
    ],
)
async def test_a_killed_worker_loses_nothing(moment: str, repeats: bool, sqlite_url: str) -> None:
    received: list[str] = []

    async def receive(request: web.Request) -> web.Response:
        received.append(request.headers["webhook-id"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    db = Database(sqlite_url)
    due_for(db, COUNT, "hook", now=utc_now())

    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, str(HERE / "dying_worker.py"), sqlite_url, url, KEY),
        env={**os.environ, "WIREWATCH_FAILPOINT": moment, "PYTHONPATH": str(HERE.parent.parent)},
    )
    assert await worker.wait() == -signal.SIGKILL

    hook = WebhookChannel("hook", WebhookSettings(url=SecretStr(url), secret=SecretStr(KEY)))
    # the next worker, after the dead one's lease
    later = Deliverer(Outbox(db), {"hook": hook}, "next", lambda: utc_now() + LEASE + timedelta(seconds=1))
    await later.run_once()
    await later.wait_idle()
    await later.drain(timedelta(seconds=5))
    await runner.cleanup()

    stored = Outbox(db).list()
    db.close()
    assert {delivery.state for delivery in stored} == {DeliveryState.DELIVERED}
    seen = Counter(received)
    assert set(seen) == {delivery.id for delivery in stored}
    assert len(stored) == COUNT
    if repeats:
        assert max(seen.values()) == 2
