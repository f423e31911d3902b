"""After which passes the heartbeat is called, and when it is withheld."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from alerts.channel_care import ChannelCare, ChannelTerms
from alerts.watchlist import Watchlist
from scheduler.telling import Telling
from scheduler.totals import Totals
from storage.database import Database
from storage.outbox import Outbox
from storage.sources import Sources
from tests.alerts.archives import NOW, SOURCE
from tests.alerts.watcher import Watcher, watching


class Pass:
    """A worker's telling, and the watcher that it calls; each pass a minute after the last."""

    def __init__(self, db: Database, watcher: Watcher) -> None:
        self.watcher = watcher
        self.totals = Totals()
        self.now = NOW
        self.telling = Telling(db, "w1", self.totals, clock=self.clock)
        self.use("hook")

    def clock(self) -> datetime:
        return self.now

    def use(self, name: str, fallback: str | None = None) -> None:
        care = ChannelCare(terms={name: ChannelTerms(fallback=fallback)})
        self.telling.use(Watchlist(entries=()), {}, None, care, self.watcher.settings())

    async def calls(self) -> bool:
        """Whether a pass more calls the watcher."""
        before = len(self.watcher.calls)
        self.now += timedelta(minutes=1)
        await self.telling.passed(last=True)
        return len(self.watcher.calls) > before


@pytest_asyncio.fixture
async def passes(db: Database) -> AsyncIterator[Pass]:
    async with watching() as watcher:
        one = Pass(db, watcher)
        yield one
        await one.telling.stop(timedelta(seconds=5))


async def test_a_quiet_night_is_told_minute_by_minute(passes: Pass) -> None:
    assert [await passes.calls() for _ in range(30)] == [True] * 30


async def test_within_the_minute_it_is_called_once(passes: Pass) -> None:
    assert await passes.calls()
    passes.now -= timedelta(seconds=30)
    assert not await passes.calls()


async def test_it_is_withheld_while_a_channel_fails_and_nobody_knows(
    passes: Pass, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    states = Outbox(db).states
    states.change("hook", lambda old: replace(old, disabled_at=NOW, last_error="410"))
    with caplog.at_level(logging.INFO, logger="scheduler.telling"):
        assert not await passes.calls()
        assert not await passes.calls()
        states.change("hook", lambda old: replace(old, disabled_at=None))
        assert await passes.calls()
    assert [record.getMessage() for record in caplog.records] == [
        "the heartbeat is withheld: nobody could be told that hook cannot deliver",
        "the heartbeat is called again",
    ]


async def test_it_goes_on_once_the_fallback_was_told(passes: Pass, db: Database) -> None:
    passes.use("hook", fallback="mail")
    Outbox(db).states.change("hook", lambda old: replace(old, disabled_at=NOW))
    assert not await passes.calls()
    Outbox(db).states.change("hook", lambda old: replace(old, told=("stuck",)))
    assert await passes.calls()


async def test_it_is_withheld_while_sources_are_due_and_no_poll_ends(passes: Pass, db: Database) -> None:
    Sources(db).sync([SOURCE], NOW)
    assert [await passes.calls() for _ in range(12)] == [True] * 9 + [False] * 3
    passes.totals.runs += 1
    assert await passes.calls()


async def test_nobody_is_called_where_nobody_wants_to_be(passes: Pass) -> None:
    passes.telling.use(Watchlist(entries=()), {})
    assert not await passes.calls()
