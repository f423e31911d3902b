"""The table of backfills: one process has a file at a time, and saves only from where the file is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.archive import Archive
from storage.backfills import Backfills, LeaseLostError
from storage.database import Database
from storage.records import (
    ArchivedArticle,
    Backfill,
    BackfillCount,
    BackfillKind,
    BackfillPosition,
    BackfillState,
    Wording,
)
from tests.storage.samples import article, declaration

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
BEGINNING = BackfillPosition()
FURTHER = BackfillPosition(offset=100, next_record="<urn:uuid:1>", records=3)


def wording(number: int) -> Wording:
    archived = ArchivedArticle(
        id=0,
        revision=0,
        source="gazette",
        article=article(f"https://gazette.example/{number}"),
        collected_at=NOW - timedelta(days=90),
        revised_at=NOW - timedelta(days=90),
        backlog=True,
    )
    return Wording(archived=archived, source=declaration())


def add(db: Database, name: str) -> Backfill:
    return Backfills(db).add(BackfillKind.WARC, f"/data/{name}.warc.gz", NOW, since=NOW, size=900)


def claim(db: Database, worker: str, now: datetime = NOW) -> Backfill:
    claimed = Backfills(db).claim(worker, now, LEASE)
    assert claimed is not None
    return claimed


def save(db: Database, claimed: Backfill, before: BackfillPosition, after: BackfillPosition) -> BackfillCount:
    passed = BackfillCount(refused=2, unreadable=1)
    return Backfills(db).save(claimed, [wording(1), wording(2)], passed, before, after, NOW, LEASE)


def test_a_place_has_one_backfill(db: Database) -> None:
    first = add(db, "a")
    assert add(db, "a") == first
    assert add(db, "b").id != first.id
    assert [one.state for one in Backfills(db).list()] == [BackfillState.WAITING] * 2
    assert Backfills(db).list([first.id]) == [first]


def test_each_is_claimed_by_one_until_its_lease_runs_out(db: Database) -> None:
    a, b = add(db, "a"), add(db, "b")
    assert [claim(db, "w1").id, claim(db, "w2").id] == [a.id, b.id]
    assert Backfills(db).claim("w3", NOW + LEASE / 2, LEASE) is None
    Backfills(db).renew(Backfills(db).list([b.id])[0], NOW + LEASE / 2, LEASE)
    taken = claim(db, "w3", NOW + LEASE)
    assert (taken.id, taken.started_at) == (a.id, NOW)
    assert Backfills(db).claim("w3", NOW + LEASE, LEASE) is None
    assert claim(db, "w3", NOW + 1.75 * LEASE).id == b.id


def test_only_what_is_asked_for_is_claimed(db: Database) -> None:
    add(db, "a")
    b = add(db, "b")
    assert Backfills(db).claim("w1", NOW, LEASE, kind=BackfillKind.SITEMAP) is None
    claimed = Backfills(db).claim("w1", NOW, LEASE, among=[b.id])
    assert claimed is not None
    assert claimed.id == b.id


def test_articles_are_saved_with_the_position_behind_them(db: Database) -> None:
    add(db, "a")
    claimed = claim(db, "w1")
    expected = BackfillCount(new=2, refused=2, unreadable=1)
    assert save(db, claimed, BEGINNING, FURTHER) == expected
    (kept,) = Backfills(db).list()
    assert (kept.position, kept.count) == (FURTHER, expected)
    end = BackfillPosition(offset=900, records=6)
    assert save(db, claimed, FURTHER, end) == BackfillCount(known=2, refused=2, unreadable=1)
    Backfills(db).finish(claimed, NOW)
    (kept,) = Backfills(db).list()
    assert (kept.state, kept.position, kept.count.articles) == (BackfillState.DONE, end, 4)
    assert (kept.worker_id, kept.leased_until, kept.finished_at) == (None, None, NOW)
    stored = Archive(db).get(1)
    assert stored is not None
    assert (stored.collected_at, stored.backlog) == (NOW - timedelta(days=90), True)


def test_who_lost_the_file_saves_and_marks_nothing(db: Database) -> None:
    add(db, "a")
    slow = claim(db, "w1")
    fast = claim(db, "w2", NOW + LEASE)
    with pytest.raises(LeaseLostError, match="another process"):
        save(db, slow, BEGINNING, FURTHER)
    assert Archive(db).count() == 0
    with pytest.raises(LeaseLostError):
        Backfills(db).renew(slow, NOW, LEASE)
    with pytest.raises(LeaseLostError):
        Backfills(db).sized(slow, 1)
    with pytest.raises(LeaseLostError):
        Backfills(db).finish(slow, NOW)
    with pytest.raises(LeaseLostError):
        Backfills(db).fail(slow, "torn", NOW)
    with pytest.raises(LeaseLostError):
        Backfills(db).release(slow)
    save(db, fast, BEGINNING, FURTHER)
    with pytest.raises(LeaseLostError):
        save(db, fast, BEGINNING, FURTHER)
    assert Archive(db).count() == 2


def test_what_is_given_back_is_gone_on_with(db: Database) -> None:
    add(db, "a")
    claimed = claim(db, "w1")
    save(db, claimed, BEGINNING, FURTHER)
    Backfills(db).release(claimed)
    again = claim(db, "w2")
    assert (again.position, again.count.new) == (FURTHER, 2)
    Backfills(db).fail(again, "at byte 100: torn", NOW)
    assert Backfills(db).claim("w3", NOW + LEASE, LEASE) is None
    (failed,) = Backfills(db).list()
    assert (failed.state, failed.error) == (BackfillState.FAILED, "at byte 100: torn")
    retried = add(db, "a")
    assert (retried.state, retried.position, retried.error) == (BackfillState.WAITING, FURTHER, None)


def test_one_that_is_read_anew_begins_at_the_beginning(db: Database) -> None:
    add(db, "a")
    claimed = claim(db, "w1")
    save(db, claimed, BEGINNING, FURTHER)
    Backfills(db).finish(claimed, NOW)
    earlier = NOW - timedelta(days=30)
    anew = Backfills(db).add(BackfillKind.WARC, claimed.place, NOW, since=earlier, size=900)
    assert (anew.id, anew.state, anew.position) == (claimed.id, BackfillState.WAITING, BEGINNING)
    assert (anew.since, anew.count, anew.finished_at) == (earlier, BackfillCount(), None)


def test_what_the_dead_held_waits_again(db: Database) -> None:
    a, b = add(db, "a"), add(db, "b")
    claim(db, "dead")
    claim(db, "alive")
    assert Backfills(db).release_dead(lambda holder: holder == "dead") == [a.place]
    states = [one.state for one in Backfills(db).list([a.id, b.id])]
    assert states == [BackfillState.WAITING, BackfillState.RUNNING]
