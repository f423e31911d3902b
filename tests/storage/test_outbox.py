from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.outbox import Outbox
from storage.records import ClaimedDelivery, DeliveryState
from tests.storage.samples import claimed_hits, flagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def claim(db: Database, worker: str = "w1", now: datetime = NOW, limit: int = 10) -> list[ClaimedDelivery]:
    return claimed_hits(db, now, limit, worker=worker)


def test_a_claim_brings_all_that_a_notice_needs(db: Database) -> None:
    flagged(db, NOW, 1, "mail")
    (claimed,) = claim(db)
    assert claimed.delivery.state is DeliveryState.SENDING
    assert (claimed.delivery.attempts, claimed.delivery.due_at) == (1, NOW + LEASE)
    assert claimed.hit.id == claimed.delivery.hit_id
    assert claimed.hit.spans[0].form == "Troops"
    assert claimed.article.id == claimed.hit.article_id == claimed.delivery.article_id
    assert claimed.article.article.title == "Troops move"
    assert Outbox(db).list() == [claimed.delivery]


def test_nobody_else_gets_it_until_the_lease_has_run_out(db: Database) -> None:
    flagged(db, NOW, 3, "mail")
    assert len(claim(db, "w1", limit=2)) == 2
    assert len(claim(db, "w2")) == 1
    assert claim(db, "w3") == []
    again = claim(db, "w3", NOW + LEASE)
    assert [each.delivery.attempts for each in again] == [2, 2, 2]


def test_only_its_own_channel_claims_it(db: Database) -> None:
    flagged(db, NOW, 1, "mail", "hook")
    outbox = Outbox(db)
    assert outbox.channels() == {"mail", "hook"}
    assert [each.delivery.channel for each in outbox.claim("hook", "w1", NOW, LEASE, 9)] == ["hook"]
    assert outbox.claim("pager", "w1", NOW, LEASE, 9) == []


def test_delivered_is_the_end(db: Database) -> None:
    flagged(db, NOW, 1, "mail")
    outbox = Outbox(db)
    (claimed,) = claim(db)
    outbox.delivered(claimed.delivery.id, "250 OK", NOW)
    outbox.retry(claimed.delivery.id, NOW, "too late")
    outbox.dead(claimed.delivery.id, "too late", NOW)
    assert claim(db, now=NOW + timedelta(days=9)) == []
    (kept,) = outbox.list(DeliveryState.DELIVERED)
    assert (kept.delivered_at, kept.last_error) == (NOW, None)
    assert outbox.waiting_summary() == (0, None)
    assert outbox.next_due_at() is None
    assert outbox.channels() == set()
    assert not outbox.replay(claimed.delivery.id, NOW)


def test_accepted_counts_even_after_the_lease_went_to_another(db: Database) -> None:
    flagged(db, NOW, 1, "mail")
    (slow,) = claim(db, "w1")
    (other,) = claim(db, "w2", NOW + LEASE)
    assert other.delivery.id == slow.delivery.id
    Outbox(db).delivered(slow.delivery.id, "250 OK", NOW + LEASE)
    Outbox(db).retry(other.delivery.id, NOW + LEASE, "HTTP 500")
    assert [each.state for each in Outbox(db).list()] == [DeliveryState.DELIVERED]


def test_a_retry_waits_for_its_time(db: Database) -> None:
    flagged(db, NOW, 1, "mail")
    outbox = Outbox(db)
    (claimed,) = claim(db)
    outbox.retry(claimed.delivery.id, NOW + timedelta(minutes=2), "421 later")
    assert claim(db, now=NOW + timedelta(minutes=1)) == []
    assert outbox.next_due_at() == NOW + timedelta(minutes=2)
    assert outbox.waiting_summary() == (1, NOW)
    (again,) = claim(db, now=NOW + timedelta(minutes=2))
    assert (again.delivery.id, again.delivery.attempts, again.delivery.last_error) == (
        claimed.delivery.id,
        2,
        "421 later",
    )


def test_a_dead_letter_is_listed_and_can_be_replayed_under_its_id(db: Database) -> None:
    flagged(db, NOW, 2, "mail")
    outbox = Outbox(db)
    (claimed,) = claim(db, limit=1)
    outbox.dead(claimed.delivery.id, "550 no such box", NOW)
    (dead,) = outbox.list(DeliveryState.DEAD, channel="mail")
    assert dead.last_error == "550 no such box"
    assert outbox.list(DeliveryState.DEAD, channel="hook") == []
    assert outbox.waiting_summary() == (1, NOW)
    assert claimed.delivery.id not in {each.delivery.id for each in claim(db)}
    assert outbox.replay(dead.id, NOW)
    assert not outbox.replay(dead.id, NOW)
    (again,) = claim(db)
    assert (again.delivery.id, again.delivery.attempts) == (dead.id, 1)
    assert not outbox.replay("no-such-id", NOW)


def test_what_a_dead_worker_held_waits_again(db: Database) -> None:
    flagged(db, NOW, 3, "mail")
    held = {each.delivery.id for each in claim(db, "w1", limit=2)}
    claim(db, "w2", limit=1)
    outbox = Outbox(db)
    assert outbox.release("w1", NOW) == 2
    assert outbox.release("w1", NOW) == 0
    assert {each.delivery.id for each in claim(db, "w3")} == held


def test_eight_threads_claim_each_delivery_once(db: Database) -> None:
    flagged(db, NOW, 120, "mail")
    claims: Counter[str] = Counter()
    failures: list[Exception] = []
    start = threading.Barrier(8)

    def work(worker: str) -> None:
        outbox = Outbox(db)
        start.wait()
        try:
            while claimed := outbox.claim("mail", worker, NOW, LEASE, 7):
                for each in claimed:
                    claims[each.delivery.id] += 1
                    outbox.delivered(each.delivery.id, "ok", NOW)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(claims) == 120
    assert set(claims.values()) == {1}
    # On PostgreSQL a row that another worker is just looking at is passed over, not waited for.
    assert Outbox(db).waiting_summary()[0] == 0


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "delivered", "retry", "dead", "release", "replay", "wait"]),
        st.sampled_from(["w1", "w2"]),
        st.integers(0, 5),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_two_workers_ever_hold_one_delivery(db: Database, steps: list[tuple[str, str, int]]) -> None:
    """Whatever workers do: one lease at a time for each delivery, none lost, none after it was accepted."""
    outbox, now = Outbox(db), NOW
    if not outbox.list():
        flagged(db, NOW, 4, "mail")
    else:
        now = max(NOW, *(each.due_at for each in outbox.list()))
    leases: dict[str, datetime] = {}
    accepted = {each.id for each in outbox.list(DeliveryState.DELIVERED)}
    known = sorted(each.id for each in outbox.list())
    for action, worker, number in steps:
        chosen = known[number % len(known)]
        if action == "claim":
            for each in outbox.claim("mail", worker, now, LEASE, 2):
                assert leases.get(each.delivery.id, now) <= now
                assert each.delivery.id not in accepted
                leases[each.delivery.id] = now + LEASE
        elif action == "delivered":
            outbox.delivered(chosen, "ok", now)
            accepted.add(chosen)
        elif action == "retry":
            outbox.retry(chosen, now, "again")
            leases.pop(chosen, None)
        elif action == "dead":
            outbox.dead(chosen, "over", now)
            leases.pop(chosen, None)
        elif action == "replay":
            outbox.replay(chosen, now)
        elif action == "release":
            outbox.release(worker, now)
            leases = {}
        else:
            now += timedelta(seconds=10 * number)
    assert sorted(each.id for each in outbox.list()) == known
    assert {each.id for each in outbox.list(DeliveryState.DELIVERED)} == accepted
