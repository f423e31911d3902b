"""What a channel's failures do to its deliveries: probed, rested, disabled, limited; nothing lost, no other delayed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from alerts.breaker import LONGEST_PROBE, OPENS_AFTER
from alerts.channel_care import ChannelTerms
from alerts.delivery import Deliverer, DeliveryTally
from alerts.errors import DeliveryError
from alerts.lane import CONCURRENCY
from alerts.rate import Rate
from storage.database import Database
from storage.outbox import Outbox
from storage.records import ChannelState, DeliveryState
from tests.alerts.archives import NOW, due_for
from tests.alerts.scripted import Scripted, ScriptedMail, deliver_all

BUSY = DeliveryError("busy", retryable=True)
GONE = DeliveryError("410 Gone", retryable=False, gone=True)


def state(db: Database, channel: str = "hook") -> ChannelState:
    return Outbox(db).states.all()[channel]


async def test_a_dead_channel_costs_one_try_an_interval_and_delays_no_other(db: Database) -> None:
    due_for(db, 30, "hook", "mail")
    hook, mail = Scripted("hook", fails=BUSY), Scripted("mail")
    await deliver_all(db, hook, mail)
    assert len(mail.taken) == 30
    # those under way when it opened still end
    assert OPENS_AFTER <= hook.tries < OPENS_AFTER + CONCURRENCY
    tries = hook.tries
    for _ in range(5):
        probe_at = state(db).probe_at
        assert probe_at is not None
        await deliver_all(db, hook, at=probe_at - timedelta(milliseconds=1))
        assert hook.tries == tries
        await deliver_all(db, hook, at=probe_at)
        tries += 1
        assert hook.tries == tries


async def test_the_probe_that_is_accepted_lets_all_others_follow_at_once(db: Database) -> None:
    due_for(db, 12, "hook")
    hook = Scripted("hook", fails=BUSY)
    await deliver_all(db, hook)
    assert state(db).opened_at is not None
    hook.fails = None
    assert await deliver_all(db, hook, at=NOW + LONGEST_PROBE) == DeliveryTally(delivered=12)
    assert (state(db).opened_at, state(db).failures) == (None, 0)


async def test_a_wish_to_be_left_alone_holds_for_all_of_a_channel(db: Database) -> None:
    due_for(db, CONCURRENCY + 5, "hook")
    wished = DeliveryError("429", retryable=True, retry_after=timedelta(minutes=3))
    hook = Scripted("hook", *[wished] * CONCURRENCY)
    await deliver_all(db, hook)
    assert hook.tries == CONCURRENCY
    assert await deliver_all(db, hook, at=NOW + timedelta(seconds=179)) == DeliveryTally()
    assert await deliver_all(db, hook, at=NOW + timedelta(minutes=3)) == DeliveryTally(
        delivered=CONCURRENCY + 5
    )


async def test_an_address_that_is_gone_disables_the_channel_and_loses_nothing(db: Database) -> None:
    due_for(db, 9, "hook")
    hook = Scripted("hook", fails=GONE)
    assert (await deliver_all(db, hook)).dead == 0
    assert hook.tries <= CONCURRENCY
    assert (state(db).disabled_at, state(db).last_error) == (NOW, "410 Gone")
    tries = hook.tries
    await deliver_all(db, hook, at=NOW + timedelta(days=2))
    assert hook.tries == tries
    assert len(Outbox(db).list(DeliveryState.WAITING)) == 9

    hook.fails = None
    Outbox(db).states.change("hook", lambda old: ChannelState(channel="hook", digest=old.digest))
    assert await deliver_all(db, hook, at=NOW + timedelta(days=2)) == DeliveryTally(delivered=9)


async def test_what_waits_three_days_for_a_disabled_channel_is_a_dead_letter_that_can_be_replayed(
    db: Database,
) -> None:
    due_for(db, 3, "hook")
    hook = Scripted("hook", fails=GONE)
    await deliver_all(db, hook)
    assert await deliver_all(db, hook, at=NOW + timedelta(days=3)) == DeliveryTally(dead=3)
    dead = Outbox(db).list(DeliveryState.DEAD)
    assert {one.last_error for one in dead} == {"the channel is disabled: 410 Gone"}

    hook.fails = None
    later = NOW + timedelta(days=5)
    assert Outbox(db).replay_dead("hook", later) == 3
    # it is disabled still, but what was replayed waits for three days anew
    assert await deliver_all(db, hook, at=later) == DeliveryTally()
    enabled = {"hook": ChannelTerms(digest="mended")}
    assert await deliver_all(db, hook, at=later, terms=enabled) == DeliveryTally(delivered=3)


async def test_what_a_dead_channel_is_never_sent_is_given_up_after_three_days_too(db: Database) -> None:
    due_for(db, 20, "hook")
    hook = Scripted("hook", fails=BUSY)
    await deliver_all(db, hook)
    # the first of them is under way as a probe when the others are given up
    for seconds in (0, 1):
        await deliver_all(db, hook, at=NOW + timedelta(days=3, seconds=seconds))
    assert Outbox(db).list(DeliveryState.WAITING) == []
    dead = Outbox(db).list(DeliveryState.DEAD)
    assert len(dead) == 20
    assert all("busy" in (one.last_error or "") for one in dead)


async def test_another_configuration_brings_a_channel_back(db: Database) -> None:
    due_for(db, 2, "hook")
    hook = Scripted("hook", fails=GONE)
    before, after = ({"hook": ChannelTerms(digest=digest)} for digest in ("one", "two"))
    await deliver_all(db, hook, terms=before)
    hook.fails = None
    assert await deliver_all(db, hook, terms=before) == DeliveryTally()
    assert await deliver_all(db, hook, terms=after) == DeliveryTally(delivered=2)


async def test_a_running_worker_sees_that_a_person_enabled_the_channel(db: Database) -> None:
    due_for(db, 2, "hook")
    hook = Scripted("hook", fails=GONE)
    deliverer = Deliverer(Outbox(db), {"hook": hook}, "worker-1", lambda: NOW)
    await deliverer.run_once()
    await deliverer.wait_idle()
    hook.fails = None
    assert await deliverer.run_once() == 0
    Outbox(db).states.change("hook", lambda old: ChannelState(channel="hook", digest=old.digest))
    assert await deliverer.run_once() == 2
    await deliverer.wait_idle()
    await deliverer.drain(timedelta(seconds=5))
    assert len(hook.taken) == 2


async def test_a_rate_holds_over_passes_and_over_workers(db: Database) -> None:
    due_for(db, 25, "hook")
    hook = Scripted("hook")
    terms = {"hook": ChannelTerms(rate=Rate(count=10, per=timedelta(minutes=1)))}
    for seconds, taken in ((0, 10), (1, 10), (59, 10), (60, 20), (61, 20), (120, 25)):
        await deliver_all(db, hook, at=NOW + timedelta(seconds=seconds), terms=terms)
        assert len(hook.taken) == taken


async def test_tries_that_fail_count_for_the_rate(db: Database) -> None:
    due_for(db, 4, "hook")
    hook = Scripted("hook", BUSY, BUSY)
    terms = {"hook": ChannelTerms(rate=Rate(count=2, per=timedelta(hours=1)))}
    await deliver_all(db, hook, terms=terms)
    await deliver_all(db, hook, at=NOW + timedelta(minutes=30), terms=terms)
    assert hook.tries == 2


async def test_addresses_that_were_refused_are_remembered_by_the_next_worker(db: Database) -> None:
    due_for(db, 1, "mail")
    unknown = {"gone@desk.example": "550 5.1.1 no such user"}
    await deliver_all(db, ScriptedMail("mail", unknown))
    assert dict(state(db, "mail").refused) == unknown
    mail = ScriptedMail("mail", {})
    await deliver_all(db, mail)
    assert mail.refused == unknown
    await deliver_all(db, mail, terms={"mail": ChannelTerms(digest="mended")})
    fresh = ScriptedMail("mail", {})
    await deliver_all(db, fresh, terms={"mail": ChannelTerms(digest="mended")})
    assert fresh.refused == {}


async def test_an_address_that_is_enabled_while_the_worker_runs_is_written_to_again(db: Database) -> None:
    due_for(db, 1, "mail")
    mail = ScriptedMail("mail", {"gone@desk.example": "550"})
    deliverer = Deliverer(Outbox(db), {"mail": mail}, "worker-1", lambda: NOW)
    await deliverer.run_once()
    await deliverer.wait_idle()
    await asyncio.to_thread(
        Outbox(db).states.change, "mail", lambda old: ChannelState(channel="mail", digest=old.digest)
    )
    await deliverer.run_once()
    await deliverer.drain(timedelta(seconds=5))
    assert mail.refused == {}
