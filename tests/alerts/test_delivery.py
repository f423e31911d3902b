"""Delivery out of a real outbox: each channel for itself, nothing lost, one id for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alerts import lane
from alerts.channels import Channel
from alerts.delivery import Deliverer, DeliveryTally
from alerts.errors import DeliveryError
from alerts.flagging import flag_new
from alerts.lane import CONCURRENCY, INTERRUPTED
from alerts.notice import AnyNotice
from storage.database import Database
from storage.errors import OutageError, StorageError
from storage.outbox import Outbox
from storage.records import Delivery, DeliveryState
from tests.alerts.archives import NOW, collect, due_for, watchlist
from tests.alerts.rigs import RIGS, Answer

PATIENCE = 120


class Scripted:
    """A channel that keeps what it takes, and does first what the test says."""

    def __init__(self, name: str, *failures: Exception) -> None:
        self.name = name
        self.taken: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.at_once = 0
        self.most_at_once = 0
        self.closed = False
        self._failures = list(failures)

    async def deliver(self, notice: AnyNotice) -> str:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.open.wait()
        finally:
            self.at_once -= 1
        if self._failures:
            raise self._failures.pop(0)
        self.taken.append(notice.delivery_id)
        return "taken"

    async def close(self) -> None:
        self.closed = True


@asynccontextmanager
async def delivering(
    db: Database, *channels: Channel, at: datetime = NOW, grace: float = 5
) -> AsyncIterator[Deliverer]:
    named = {channel.name: channel for channel in channels}
    deliverer = Deliverer(Outbox(db), named, "worker-1", lambda: at)
    try:
        async with asyncio.timeout(PATIENCE):
            yield deliverer
    finally:
        await deliverer.drain(timedelta(seconds=grace))


async def deliver_all(db: Database, *channels: Channel, at: datetime = NOW) -> DeliveryTally:
    async with delivering(db, *channels, at=at) as deliverer:
        await deliverer.run_once()
        await deliverer.wait_idle()
        return deliverer.tally


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.01)


def only(db: Database) -> Delivery:
    [delivery] = Outbox(db).list()
    return delivery


async def test_everything_that_is_due_goes_out_once_on_every_channel(db: Database) -> None:
    due_for(db, 11, "mail", "hook")
    mail, hook = Scripted("mail"), Scripted("hook")
    assert await deliver_all(db, mail, hook) == DeliveryTally(delivered=22)
    stored = Outbox(db).list()
    assert {delivery.state for delivery in stored} == {DeliveryState.DELIVERED}
    assert sorted(mail.taken + hook.taken) == sorted(delivery.id for delivery in stored)
    assert mail.closed
    assert mail.most_at_once <= CONCURRENCY


@pytest.mark.parametrize("name", RIGS)
async def test_a_real_channel_tells_its_receiver(name: str, db: Database) -> None:
    async with RIGS[name](Answer.ACCEPTED) as rig:
        due_for(db, 1, rig.channel.name)
        # receivers of webhooks judge the age of what they get by the clock on the wall
        tally = await deliver_all(db, rig.channel, at=datetime.now().astimezone())
    assert tally == DeliveryTally(delivered=1)
    assert rig.received == [only(db).id]


async def test_a_channel_that_hangs_delays_no_other(db: Database) -> None:
    due_for(db, 9, "slow", "quick")
    slow, quick = Scripted("slow"), Scripted("quick")
    slow.open.clear()
    async with delivering(db, slow, quick) as deliverer:
        await deliverer.run_once()
        await until(lambda: len(quick.taken) == 9)
        await until(lambda: slow.at_once == CONCURRENCY)
        # what does not fit is left for other workers, not claimed and kept
        sending = Outbox(db).list(DeliveryState.SENDING, channel="slow")
        assert len(sending) == CONCURRENCY
        assert await deliverer.run_once() == 0
        slow.open.set()
        await deliverer.wait_idle()
    assert len(slow.taken) == 9
    assert slow.most_at_once == CONCURRENCY


async def test_a_failure_that_may_pass_waits_and_goes_out_under_the_same_id(db: Database) -> None:
    due_for(db, 1, "mail")
    busy = DeliveryError("busy", retryable=True, retry_after=timedelta(minutes=2))
    mail = Scripted("mail", busy)
    assert await deliver_all(db, mail) == DeliveryTally(postponed=1)
    waiting = only(db)
    assert (waiting.state, waiting.last_error, waiting.attempts) == (DeliveryState.WAITING, "busy", 1)
    assert waiting.due_at == NOW + timedelta(minutes=2)
    assert await deliver_all(db, mail, at=NOW + timedelta(minutes=1)) == DeliveryTally()
    assert await deliver_all(db, mail, at=waiting.due_at) == DeliveryTally(delivered=1)
    assert mail.taken == [waiting.id]


async def test_a_failure_for_good_is_a_dead_letter_that_can_be_replayed(db: Database) -> None:
    due_for(db, 1, "mail")
    mail = Scripted("mail", DeliveryError("550 nobody", retryable=False))
    assert await deliver_all(db, mail) == DeliveryTally(dead=1)
    dead = only(db)
    assert (dead.state, dead.last_error) == (DeliveryState.DEAD, "550 nobody")
    Outbox(db).replay(dead.id, NOW)
    assert await deliver_all(db, mail) == DeliveryTally(delivered=1)
    assert mail.taken == [dead.id]


async def test_a_receiver_that_never_recovers_ends_as_a_dead_letter_with_its_last_word(db: Database) -> None:
    due_for(db, 1, "mail")
    at = NOW
    while only(db).state is DeliveryState.WAITING:
        at = only(db).due_at
        await deliver_all(db, Scripted("mail", DeliveryError("busy", retryable=True)), at=at)
    dead = only(db)
    assert dead.state is DeliveryState.DEAD
    # the second where the channel rests when the three days are over
    assert dead.last_error in (
        f"given up after {dead.attempts} tries: busy",
        f"the channel failed {dead.attempts} times in a row: busy",
    )
    assert at == NOW + timedelta(days=3)


async def test_an_error_that_nobody_foresaw_is_logged_and_tried_again(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    due_for(db, 1, "mail")
    with caplog.at_level(logging.ERROR):
        await deliver_all(db, Scripted("mail", KeyError("a secret, perhaps")))
    waiting = only(db)
    assert (waiting.state, waiting.last_error) == (DeliveryState.WAITING, "KeyError")
    assert waiting.due_at > NOW
    (record,) = caplog.records
    assert "Traceback" not in record.getMessage()
    assert "test_delivery.py" in record.getMessage()


async def test_a_send_ends_before_its_lease_does(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lane.LONGEST_SEND < lane.LEASE
    monkeypatch.setattr(lane, "LONGEST_SEND", timedelta(seconds=0.05))
    due_for(db, 1, "mail")
    mail = Scripted("mail")
    mail.open.clear()
    assert await deliver_all(db, mail) == DeliveryTally(postponed=1)
    assert only(db).last_error == "no answer within 0.05 s"


async def test_a_stop_lets_sends_end_and_claims_no_more(db: Database) -> None:
    due_for(db, CONCURRENCY + 2, "mail")
    mail = Scripted("mail")
    mail.open.clear()
    async with delivering(db, mail) as deliverer:
        await deliverer.run_once()
        await until(lambda: mail.at_once == CONCURRENCY)
        asyncio.get_running_loop().call_later(0.1, mail.open.set)
    assert len(mail.taken) == CONCURRENCY
    assert len(Outbox(db).list(DeliveryState.DELIVERED)) == CONCURRENCY
    assert len(Outbox(db).list(DeliveryState.WAITING)) == 2


async def test_what_a_stop_cuts_off_is_due_at_once_under_the_same_id(db: Database) -> None:
    due_for(db, 1, "mail")
    mail = Scripted("mail")
    mail.open.clear()
    async with delivering(db, mail, grace=0.05) as deliverer:
        await deliverer.run_once()
        await until(lambda: mail.at_once == 1)
    cut = only(db)
    assert (cut.state, cut.due_at, cut.last_error) == (DeliveryState.WAITING, NOW, INTERRUPTED)
    mail.open.set()
    await deliver_all(db, mail)
    assert mail.taken == [cut.id]


async def test_two_workers_send_nothing_twice(db: Database) -> None:
    due_for(db, 12, "mail")
    one, two = Scripted("mail"), Scripted("mail")
    async with delivering(db, one) as first, delivering(db, two) as second:
        await asyncio.gather(first.run_once(), second.run_once())
        await asyncio.gather(first.wait_idle(), second.wait_idle())
    assert len(one.taken + two.taken) == len({*one.taken, *two.taken}) == 12


async def test_what_waits_for_a_channel_that_is_gone_becomes_a_dead_letter(db: Database) -> None:
    due_for(db, 2, "pager")
    mail = Scripted("mail")
    assert await deliver_all(db, mail, at=NOW + timedelta(days=2, hours=23)) == DeliveryTally()
    assert await deliver_all(db, mail, at=NOW + timedelta(days=3)) == DeliveryTally(dead=2)
    dead = Outbox(db).list(DeliveryState.DEAD)
    assert {delivery.last_error for delivery in dead} == {"no channel is named 'pager' in the configuration"}


async def test_a_database_that_is_gone_is_said_to_the_caller(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path / 'none.db'}")
    async with delivering(db, Scripted("mail")) as deliverer:
        with pytest.raises(StorageError):
            await deliverer.run_once()
    db.close()


async def test_new_work_is_taken_up_by_the_next_pass(db: Database) -> None:
    due_for(db, 1, "mail")
    mail = Scripted("mail")
    async with delivering(db, mail) as deliverer:
        assert await deliverer.run_once() == 1
        await deliverer.wait_idle()
        assert await deliverer.run_once() == 0
        collect(db, "later")
        flag_new(db, watchlist(("troops", "troops", ("mail",))), NOW)
        assert await deliverer.run_once() == 1
        await deliverer.wait_idle()
    assert len(mail.taken) == 2


async def test_an_outage_of_the_database_leaves_no_traceback_and_the_lease_brings_it_back(
    db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def out(*_: object) -> None:
        raise OutageError("the database is gone")

    due_for(db, 1, "mail")
    mail = Scripted("mail")
    with monkeypatch.context() as patched, caplog.at_level(logging.INFO):
        patched.setattr(Outbox, "delivered", out)
        await deliver_all(db, mail)
    assert [record.levelname for record in caplog.records if record.exc_info or record.levelno > 20] == []
    await deliver_all(db, mail, at=NOW + lane.LEASE)
    assert len(mail.taken) == 2
    assert len({*mail.taken}) == 1
    assert only(db).state is DeliveryState.DELIVERED


async def test_a_channel_that_goes_on_failing_is_told_of_once(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    due_for(db, 3, "mail")
    failure = DeliveryError("no connection", retryable=True)
    with caplog.at_level(logging.WARNING):
        for later in range(2):
            mail = Scripted("mail", *[failure] * 9)
            await deliver_all(db, mail, at=NOW + later * timedelta(minutes=5))
    said = [record.getMessage() for record in caplog.records if "waits" in record.getMessage()]
    assert len(said) == 1
