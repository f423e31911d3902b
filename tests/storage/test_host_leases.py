"""A host group is asked by one worker at a time, and whoever takes it over knows when it was asked last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage.clock import utc_now
from storage.database import Database
from storage.host_leases import UNREAD_DELAY, HostLeases, Usage, expire, forget_hosts, release_dead
from storage.tables import HostLeaseRow

HOST = "gazette.test"


def ran_out(db: Database, seconds: float) -> None:
    """Let every lease have ended so many seconds ago."""
    with db.write() as connection:
        ended = utc_now() - timedelta(seconds=seconds)
        connection.execute(update(HostLeaseRow).values(held_until=ended))


def test_a_host_is_leased_to_one_worker_at_a_time(db: Database) -> None:
    ours, theirs = HostLeases(db, "w1"), HostLeases(db, "w2")
    first = ours.take(HOST, 2.0)
    assert first is not None
    assert (first.since_asked, first.rests_for) == (None, 0.0), "nobody has asked it yet"
    assert theirs.take(HOST, 2.0) is None
    assert theirs.take("courier.test", 2.0) is not None
    again = ours.take(HOST, 2.0)
    assert again is not None
    assert again.since_asked is None, "to hold it is not to ask it"


def test_what_one_knows_of_a_host_is_handed_to_the_next(db: Database) -> None:
    ours, theirs = HostLeases(db, "w1"), HostLeases(db, "w2")
    ours.take(HOST, 2.0)
    ours.release({HOST: Usage(since_asked=3.0, delay=7.0, rests_for=60.0)})
    handed = theirs.take(HOST, 2.0)
    assert handed is not None
    assert handed.since_asked == pytest.approx(3.0, abs=2.0)
    assert handed.delay == 7.0
    assert handed.rests_for == pytest.approx(60.0, abs=2.0)


def test_a_host_of_one_that_died_before_it_said_what_it_wants_is_asked_slowly(db: Database) -> None:
    ours, theirs = HostLeases(db, "w1"), HostLeases(db, "w2")
    for host in (HOST, "courier.test"):
        assert ours.take(host, 1.0) is not None
    ours.renew({"courier.test": Usage(since_asked=0.0, delay=1.0)})
    with db.write() as connection:
        expire(connection, ["w1"])
    handed = [theirs.take(host, 1.0) for host in (HOST, "courier.test")]
    assert [one.delay for one in handed if one is not None] == [UNREAD_DELAY, 1.0]


def test_a_clock_that_was_set_back_makes_nobody_wait_for_its_step(db: Database) -> None:
    ours = HostLeases(db, "w1")
    ours.take(HOST, 2.0)
    ours.release({HOST: Usage(since_asked=0.0, delay=2.0)})
    with db.write() as connection:
        connection.execute(update(HostLeaseRow).values(asked_at=utc_now() + timedelta(hours=1)))
    handed = ours.take(HOST, 2.0)
    assert handed is not None
    assert handed.since_asked == 0.0


def test_a_host_of_which_nothing_was_asked_keeps_what_was_known(db: Database) -> None:
    ours, theirs = HostLeases(db, "w1"), HostLeases(db, "w2")
    ours.take(HOST, 2.0)
    ours.release({HOST: Usage(since_asked=3.0, delay=7.0)})
    theirs.take(HOST, 2.0)
    theirs.release({HOST: Usage(since_asked=None, delay=7.0)})
    handed = ours.take(HOST, 2.0)
    assert handed is not None
    assert handed.since_asked == pytest.approx(3.0, abs=2.0)


def test_a_lease_that_ran_out_is_taken_and_counts_as_used_until_then(db: Database) -> None:
    ours, theirs = HostLeases(db, "w1"), HostLeases(db, "w2")
    ours.take(HOST, 2.0)
    ours.renew({HOST: Usage(since_asked=20.0, delay=9.0)})
    ran_out(db, 4.0)
    handed = theirs.take(HOST, 1.0)
    assert handed is not None
    assert handed.since_asked == pytest.approx(4.0, abs=2.0), "its holder may have asked until the end"
    assert handed.delay == 9.0, "and what the host wants was known"
    assert ours.renew({HOST: Usage(since_asked=0.0, delay=1.0)}) == set()
    ours.release({HOST: Usage(since_asked=0.0, delay=1.0)})
    assert ours.take(HOST, 1.0) is None, "who lost a lease gives nothing back"


def test_who_renews_holds_on(db: Database) -> None:
    ours = HostLeases(db, "w1")
    ours.take(HOST, 2.0)
    ours.take("courier.test", 2.0)
    ran_out(db, 1.0)
    assert ours.renew({HOST: Usage(since_asked=None, delay=2.0)}) == {HOST}, "nobody took it meanwhile"
    theirs = HostLeases(db, "w2")
    assert theirs.take(HOST, 2.0) is None
    assert theirs.take("courier.test", 2.0) is not None
    assert ours.renew({}) == set()


def test_the_dead_hold_nothing(db: Database) -> None:
    ours, theirs = HostLeases(db, "w1"), HostLeases(db, "w2")
    ours.take(HOST, 2.0)
    with db.write() as connection:
        expire(connection, ["w1"])
    handed = theirs.take(HOST, 2.0)
    assert handed is not None
    assert handed.since_asked == pytest.approx(0.0, abs=2.0)


def test_what_a_process_held_that_is_gone_is_free_at_once(db: Database) -> None:
    HostLeases(db, "gone").take(HOST, 2.0)
    HostLeases(db, "there").take("courier.test", 2.0)
    release_dead(db, lambda holder: holder == "gone")
    theirs = HostLeases(db, "w2")
    assert theirs.take(HOST, 2.0) is not None
    assert theirs.take("courier.test", 2.0) is None


def test_hosts_that_nobody_asks_are_forgotten(db: Database) -> None:
    leases = HostLeases(db, "w1")
    for host in (HOST, "courier.test", "resting.test"):
        leases.take(host, 2.0)
    leases.release({HOST: Usage(since_asked=0.0, delay=2.0)})
    leases.release({"resting.test": Usage(since_asked=0.0, delay=2.0, rests_for=90_000.0)})
    ran_out(db, 86_500.0)
    assert forget_hosts(db) == 2
    with db.read() as connection:
        left = set(connection.scalars(select(HostLeaseRow.host_group)))
    assert left == {"resting.test"}
