"""What went wrong with hits, notices or deliveries is found and named; an archive at work has no such fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from alerts.routing.schedule import parse_digest
from alerts.routing.tree import Route, RouteTree
from alerts.telling import deciding
from storage.database import Database
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import DeliveryState, HitOutcome
from storage.tables import (
    DeliveryRow,
    HitRow,
    RouteStateRow,
    StoryNoticeRow,
    VerdictRow,
    WorkerRow,
)
from storage.verifying.check import Check, found_by
from storage.verifying.database_file import DatabaseFileCheck
from storage.verifying.hits import HitCheck
from storage.verifying.outbox import OutboxCheck
from storage.verifying.told import ToldCheck
from storage.workers import Workers
from tests.databases import KINDS, filled_database
from tests.storage.backup.busy import Desk
from tests.storage.samples import article, collected, fill, hit, unflagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


def made(db: Database, now: datetime = LATER, since: datetime | None = None) -> list[Check]:
    return [HitCheck(db, since), ToldCheck(db, since), OutboxCheck(db, since, clock=lambda: now)]


def faults(db: Database, now: datetime = LATER, since: datetime | None = None) -> list[str]:
    """What the checks of hits, notices and the outbox find, in words."""
    return [fault.what for check in made(db, now, since) for fault in found_by(check, lambda _: None)]


def work(db: Database) -> None:
    """Bring an archive into the middle of its work: things told, failed, waiting, being sent, silenced and edited."""
    fill(db, NOW)
    Workers(db).register("w1", "host", 1, NOW)
    desk = Desk(db)
    for _ in range(4):
        desk.round()
    Outbox(db).claim("hook", "w1", NOW + timedelta(minutes=1), timedelta(seconds=30), 2)


@pytest.fixture(params=KINDS)
def at_work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with filled_database(request, request.param, tmp_path, work) as database:
        yield database


def values_of(db: Database, statement: Any) -> Any:
    with db.read() as connection:
        return connection.scalar(statement)


def change(db: Database, *statements: Any) -> None:
    """Change what nothing of ours would: rows that others point at are let be, too."""
    with db.write() as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_archive_at_work_has_no_fault(at_work: Database) -> None:
    assert faults(at_work) == []
    checks = made(at_work)
    total, done = sum(check.size() for check in checks), list[int]()
    for check in checks:
        assert list(check.faults(done.append)) == []
    counted = {each.what: each.count for check in checks for each in check.counted()}
    states = {one.state for one in Outbox(at_work).list(limit=99)}
    assert states == set(DeliveryState)
    assert counted == {"hits": 11, "notices": 13, "deliveries": 24}
    assert sum(done) <= total


def test_only_what_is_of_late_is_looked_at(at_work: Database) -> None:
    change(at_work, update(HitRow).values(outcome=HitOutcome.NO_CHANNEL.value))
    assert len(faults(at_work)) == 11
    assert faults(at_work, since=LATER) == []


def last_hit() -> Any:
    """The number of the last hit, as a statement."""
    return select(HitRow.id).order_by(HitRow.id.desc()).limit(1)


def test_a_hit_of_which_nothing_was_decided(at_work: Database) -> None:
    number = values_of(at_work, last_hit())
    change(at_work, delete(VerdictRow).where(VerdictRow.hit_id == number))
    assert faults(at_work) == [f"hit {number} of watch trains: nothing was ever decided for it"]


def test_hits_of_releases_before_routes_are_counted(db: Database) -> None:
    fill(db, NOW)
    old = NOW - timedelta(days=400)
    change(
        db,
        delete(VerdictRow).where(VerdictRow.hit_id == 1),
        update(HitRow).where(HitRow.id == 1).values(flagged_at=old),
    )
    check = HitCheck(db)
    assert list(check.faults(lambda _: None)) == []
    assert check.counted()[0].note == "1 of releases before routes, which decided nothing"


def test_an_outcome_that_does_not_follow(at_work: Database) -> None:
    change(at_work, update(HitRow).where(HitRow.id == 1).values(outcome=HitOutcome.BACKLOG.value))
    (what,) = faults(at_work)
    assert what.startswith("hit 1 of watch troops: its outcome is backlog, and ")


def test_what_is_told_by_a_notice_that_tells_of_something_else(at_work: Database) -> None:
    number = values_of(at_work, last_hit())
    key = values_of(at_work, select(VerdictRow.notice_key).where(VerdictRow.hit_id == number))
    other = values_of(at_work, select(StoryNoticeRow.key).where(StoryNoticeRow.key != key).limit(1))
    change(at_work, update(VerdictRow).where(VerdictRow.hit_id == number).values(notice_key=other))
    assert (
        f"hit {number} of watch trains: on route root it is told by notice {other}, which does not tell of it"
        in (faults(at_work))
    )
    change(at_work, update(VerdictRow).where(VerdictRow.hit_id == number).values(notice_key=None))
    assert faults(at_work) == [
        f"hit {number} of watch trains: on route root it is told, and there is no notice of it"
    ]


def test_what_is_told_although_nothing_arrived_and_the_other_way_round(at_work: Database) -> None:
    number = values_of(at_work, last_hit())
    key = values_of(at_work, select(VerdictRow.notice_key).where(VerdictRow.hit_id == number))
    of_notice = update(DeliveryRow).where(DeliveryRow.story_notice_key == key)
    change(at_work, of_notice.values(state=DeliveryState.DEAD.value, delivered_at=None))
    assert faults(at_work) == [
        f"hit {number} of watch trains: on route root it is told, and no delivery of notice {key} arrived"
    ]
    change(
        at_work,
        of_notice.values(state=DeliveryState.DELIVERED.value, delivered_at=NOW),
        update(VerdictRow).where(VerdictRow.hit_id == number).values(outcome=HitOutcome.FAILED.value),
        update(HitRow).where(HitRow.id == number).values(outcome=HitOutcome.FAILED.value),
    )
    assert faults(at_work) == [
        f"hit {number} of watch trains: on route root it has failed, and notice {key} was delivered"
    ]


@pytest.mark.parametrize("left", ["nothing", "the hit of another", "another time", "no hit", "damage"])
def test_what_waits_on_a_route(db: Database, left: str) -> None:
    collected(db, article("https://gazette.example/1"), NOW)
    fresh = unflagged(db, 9)
    tree = RouteTree(root=Route(name="root", channels=("mail",), digest=parse_digest("daily 07:00")))
    Flags(db).record(fresh, [hit(one.id) for one in fresh], NOW, deciding(tree, NOW))
    assert faults(db) == []
    held = values_of(db, select(RouteStateRow.held))
    where = f"route root for {values_of(db, select(RouteStateRow.grouping))}"
    forgotten = (
        "hit 1 of watch troops: on route root it is held-until, and nothing that waits there tells of it"
    )
    states = update(RouteStateRow)
    if left == "nothing":
        change(db, states.values(held=None, due_at=None))
        assert faults(db) == [forgotten]
    elif left == "the hit of another":
        change(db, states.values(held=held | {"hits": [held["hits"][0] | {"watch": "ships"}]}))
        assert faults(db) == [forgotten, f"what waits on {where} is a hit of watch ships that is none"]
    elif left == "another time":
        change(db, states.values(due_at=LATER + timedelta(days=30)))
        assert faults(db) == [f"what waits on {where} is due at another time than it waits for"]
    elif left == "no hit":
        change(db, states.values(held=held | {"hits": []}))
        assert faults(db) == [forgotten, f"what waits on {where} is nothing"]
    else:
        change(db, states.values(held={"kind": "first-report"}))
        assert faults(db) == [forgotten, f"what waits on {where} cannot be read any more: there is no 'why'"]


def test_notices_that_go_to_nobody_or_tell_of_what_is_not_there(at_work: Database) -> None:
    key = values_of(at_work, select(StoryNoticeRow.key).order_by(StoryNoticeRow.key).limit(1))
    content = values_of(at_work, select(StoryNoticeRow.content).where(StoryNoticeRow.key == key))
    (story,) = content["stories"]
    strange = story | {"story_id": 777, "hits": [*story["hits"], story["hits"][0] | {"watch": "ships"}]}
    change(
        at_work,
        delete(DeliveryRow).where(DeliveryRow.story_notice_key == key),
        update(StoryNoticeRow).where(StoryNoticeRow.key == key).values(content={"stories": [strange]}),
        delete(DeliveryRow).where(DeliveryRow.notice_id == 1),
    )
    assert set(faults(at_work)) == {
        f"notice {key} of route root has no delivery",
        f"notice {key} tells of a hit of watch ships that is none",
        f"notice {key} tells of story 777, which is not there",
        "notice 1 (source-trouble) has no delivery",
    }
    change(at_work, update(StoryNoticeRow).where(StoryNoticeRow.key == key).values(content={"told": []}))
    assert f"notice {key} cannot be read any more: there is no 'stories'" in faults(at_work)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"hit_id": None, "story_notice_key": None}, "is of nothing"),
        ({"notice_id": 1, "channel": "other"}, "is both about stories and about sources or a channel"),
        ({"state": "lost"}, "is in no state that there is"),
        ({"state": "delivered"}, "is delivered, but nobody knows when"),
        ({"delivered_at": NOW}, "was delivered, and is not any more"),
        ({"attempts": -1}, "was tried fewer times than never"),
        ({"due_at": LATER + timedelta(days=9)}, "is due only in more than 7 days: a clock was wrong"),
        ({"state": "sending"}, "is being sent by nobody"),
        (
            {"state": "sending", "worker_id": "w9", "due_at": NOW},
            "was being sent by a worker that is no more, which gave it back to nobody",
        ),
    ],
)
def test_a_delivery_that_is_as_none_may_be(at_work: Database, values: dict[str, Any], what: str) -> None:
    waits = DeliveryRow.state == DeliveryState.WAITING.value
    of_stories = select(DeliveryRow.id, DeliveryRow.channel).where(
        waits,
        DeliveryRow.attempts == 0,
        DeliveryRow.story_notice_key.is_not(None),
        DeliveryRow.channel == "hook",
    )
    with at_work.read() as connection:
        number, channel = connection.execute(of_stories.order_by(DeliveryRow.id).limit(1)).one()
    change(at_work, update(DeliveryRow).where(DeliveryRow.id == number).values(values))
    state = values.get("state", "waiting")
    named = f"delivery {number} to {values.get('channel', channel)} ({state}) {what}"
    assert named in faults(at_work)


def test_a_worker_that_died_while_it_sent_is_no_fault_until_it_is_buried(at_work: Database) -> None:
    sending = len(Outbox(at_work).list(DeliveryState.SENDING))
    # its machine was off for a month: the next worker gives back what it held
    month = NOW + timedelta(days=30)
    assert faults(at_work, month) == []
    change(at_work, update(WorkerRow).where(WorkerRow.id == "w1").values(stopped_at=NOW))
    assert len(faults(at_work, month)) == sending >= 2
    change(at_work, update(WorkerRow).where(WorkerRow.id == "w1").values(stopped_at=None))
    assert Workers(at_work).reap(lambda _: False, month, timedelta(seconds=30)) == ["w1"]
    assert faults(at_work, month) == []


def test_rows_that_point_at_nothing(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    fill(db, NOW)
    assert list(DatabaseFileCheck(db).faults(lambda _: None)) == []
    # with foreign keys off, as any other program has it
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as other:
        other.execute("DELETE FROM story_notices")
    other.close()
    said = {fault.what for fault in DatabaseFileCheck(db).faults(lambda _: None)}
    assert "row 1 of verdicts points at a row of story_notices that is not there" in said
    db.close()
