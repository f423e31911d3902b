"""Turns at hosts that other workers ask too: nobody asks a host that is not surely its own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping

from sqlalchemy import text

from crawler.host_slots import HostSlots
from crawler.leased_hosts import IDLE, MARGIN, RENEWED_AFTER, LeasedHosts
from storage.database import Database
from storage.host_leases import LEASE, Handed, HostLeases, Usage, expire

HOST = "gazette.test"


class Clock:
    """Monotonic seconds that can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


class Side:
    """One worker's slots."""

    def __init__(self, db: Database, name: str) -> None:
        self.clock = Clock()
        self.leased = LeasedHosts(HostLeases(db, name), self.clock)
        self.slots = HostSlots(self.clock, self.leased)


async def test_a_host_is_one_workers_until_it_lets_go(db: Database) -> None:
    ours, theirs = Side(db, "w1"), Side(db, "w2")
    assert await ours.slots.secure(HOST, 0.0, 0.0)
    assert await ours.slots.turn(HOST, 0.0)
    assert not await theirs.slots.secure(HOST, 0.0, 0.0)
    assert not await theirs.slots.turn(HOST, 0.0), "no turn at what is another's"
    await ours.slots.let_go(HOST)
    assert not await ours.slots.turn(HOST, 0.0)
    assert await theirs.slots.secure(HOST, 0.0, 0.0)
    assert await theirs.slots.turn(HOST, 0.0)


async def test_who_takes_a_host_over_waits_as_if_it_had_asked_it(db: Database) -> None:
    ours, theirs = Side(db, "w1"), Side(db, "w2")
    await ours.slots.secure(HOST, 0.4, 0.0)
    assert await ours.slots.turn(HOST, 0.4)
    asked_at = time.monotonic()
    await ours.slots.let_go(HOST)
    await theirs.slots.secure(HOST, 0.1, 0.0)
    assert await theirs.slots.turn(HOST, 0.1)
    assert time.monotonic() - asked_at > 0.39


async def test_what_a_host_wants_is_known_to_the_next_even_if_one_dies_a_moment_later(db: Database) -> None:
    ours, theirs = Side(db, "w1"), Side(db, "w2")
    await ours.slots.secure(HOST, 1.0, 0.0)
    assert await ours.slots.turn(HOST, 1.0, is_for_pages=False)
    ours.slots.slow_down(HOST, 5.0)
    await ours.slots.note(HOST)
    with db.write() as connection:
        expire(connection, ["w1"])
    await theirs.slots.secure(HOST, 1.0, 0.0)
    assert theirs.slots.wait_for(HOST, 1.0) > 1.5, "as long as it wants, not as long as is configured"


async def test_a_host_that_wants_rest_gets_it_from_all(db: Database) -> None:
    ours, theirs = Side(db, "w1"), Side(db, "w2")
    await ours.slots.secure(HOST, 0.0, 0.0)
    ours.slots.rest(HOST, 600)
    await ours.slots.let_go()
    await theirs.slots.secure(HOST, 0.0, 0.0)
    assert 500 < theirs.slots.rests_for(HOST) <= 600
    assert not await theirs.slots.turn(HOST, 0.0)


async def test_one_who_cannot_renew_asks_no_more_before_others_may(db: Database) -> None:
    """A machine that lost the database and not the net must have stopped when another takes its hosts."""
    ours = Side(db, "w1")
    await ours.slots.secure(HOST, 0.0, 0.0)
    ours.clock.ahead = LEASE.total_seconds() - MARGIN - 0.5
    assert await ours.slots.turn(HOST, 0.0)
    ours.clock.ahead = LEASE.total_seconds() - MARGIN
    assert not await ours.slots.turn(HOST, 0.0)


async def test_what_is_in_use_is_renewed_and_what_is_idle_is_let_go(db: Database) -> None:
    ours, theirs = Side(db, "w1"), Side(db, "w2")
    await ours.slots.secure(HOST, 0.0, 0.0)
    await ours.slots.secure("courier.test", 0.0, 0.0)
    with ours.leased.in_use(HOST):
        ours.clock.ahead = RENEWED_AFTER + IDLE
        await ours.slots.look()
        assert ours.leased.held == [HOST]
        ours.clock.ahead += LEASE.total_seconds() - MARGIN - 1
        assert ours.leased.holds(HOST)
    assert await theirs.slots.secure("courier.test", 0.0, 0.0)


async def test_a_lease_that_was_lost_is_noticed(db: Database) -> None:
    ours = Side(db, "w1")
    await ours.slots.secure(HOST, 0.0, 0.0)
    with db.write() as connection:
        connection.execute(text("UPDATE host_leases SET holder = 'w2'"))
    with ours.leased.in_use(HOST):
        ours.clock.ahead = RENEWED_AFTER + 1
        await ours.slots.look()
        assert ours.leased.held == []


async def test_one_who_waits_gets_the_host_when_the_other_lets_go(db: Database) -> None:
    ours, theirs = Side(db, "w1"), Side(db, "w2")
    await ours.slots.secure(HOST, 0.0, 0.0)
    waiting = asyncio.create_task(theirs.slots.secure(HOST, 0.0, 60.0))
    assert not await Side(db, "w3").slots.secure(HOST, 0.0, 0.0)
    assert not waiting.done()
    await ours.slots.let_go(HOST)
    assert await waiting


async def test_many_that_want_a_host_at_once_ask_the_archive_once(db: Database) -> None:
    taken = 0

    class Counted(HostLeases):
        def take(self, host_group: str, delay: float) -> Handed | None:
            nonlocal taken
            taken += 1
            return super().take(host_group, delay)

    slots = HostSlots(leased=LeasedHosts(Counted(db, "w1")))
    assert all(await asyncio.gather(*(slots.secure(HOST, 0.0, 0.0) for _ in range(10))))
    assert taken == 1


async def test_what_is_being_given_back_is_not_taken_before_the_archive_knows(db: Database) -> None:
    order: list[str] = []
    may_go_on = threading.Event()

    class Slow(HostLeases):
        def release(self, used: Mapping[str, Usage]) -> None:
            order.append("gives back")
            assert may_go_on.wait(30)
            super().release(used)
            order.append("gave back")

        def take(self, host_group: str, delay: float) -> Handed | None:
            order.append("takes")
            return super().take(host_group, delay)

    slots = HostSlots(leased=LeasedHosts(Slow(db, "w1")))
    await slots.secure(HOST, 0.0, 0.0)
    giving_back = asyncio.create_task(slots.let_go(HOST))
    while "gives back" not in order:
        await asyncio.sleep(0)
    taking = asyncio.create_task(slots.secure(HOST, 0.0, 0.0))
    # Turns enough for a thread to be started, if it were.
    for _ in range(5):
        await asyncio.sleep(0)
    may_go_on.set()
    await giving_back
    assert await taking
    assert order == ["takes", "gives back", "gave back", "takes"]
    assert not await Side(db, "w2").slots.secure(HOST, 0.0, 0.0), "it is held, and not free"
