"""A new version of a watch over an archive that the old one flagged."""

from __future__ import annotations

from datetime import timedelta

from alerts.flagging import flag_new
from alerts.rematching import RematchProgress, rematch
from alerts.watchlist import WatchEntry, Watchlist, registered
from storage.database import Database
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import HitOutcome
from storage.search import Period
from storage.watches import WatchVersions
from tests.alerts.archives import NOW, collect, watchlist

LATER = NOW + timedelta(hours=1)


def entry_of(db: Database, query: str) -> WatchEntry:
    """The watch `moves` with this query, as the archive knows it."""
    (entry,) = registered(watchlist(("moves", query, ("mail",))), WatchVersions(db), NOW)
    return entry


def flagged(db: Database) -> None:
    """Three articles that the first version saw, of which one is a hit."""
    for name, text in (("a", "Troops went."), ("b", "Tanks went."), ("c", "Tanks and guns went.")):
        collect(db, name, text)
    assert flag_new(db, Watchlist(entries=(entry_of(db, "troops"),)), NOW).told == 1


def run(db: Database, query: str, *, tell: bool = False) -> RematchProgress | None:
    """What it came to in the end."""
    reported = list(rematch(db, entry_of(db, query), tell=tell, clock=lambda: LATER))
    return reported[-1] if reported else None


def test_the_new_version_adds_hits_and_changes_none(db: Database) -> None:
    flagged(db)
    before = Flags(db).hits()
    assert run(db, "troops OR tanks") == RematchProgress(verified=2, of=2, hits=2, told=0, down_to=3)
    *new, old = Flags(db).hits()
    assert [old] == before
    assert {hit.article_id for hit, _ in new} == {2, 3}
    assert {(hit.version, hit.outcome, hit.flagged_at) for hit, _ in new} == {(2, HitOutcome.BACKLOG, LATER)}
    assert old[0].version == 1
    assert [each.watch for each in Outbox(db).list()] == ["moves"]


def test_done_again_it_adds_nothing_and_tells_nobody(db: Database) -> None:
    flagged(db)
    run(db, "troops OR tanks")
    before = Flags(db).hits()
    assert run(db, "troops OR tanks", tell=True) is None
    assert Flags(db).hits() == before
    assert len(Outbox(db).list()) == 1


def test_it_tells_when_it_is_told_to(db: Database) -> None:
    flagged(db)
    done = run(db, "guns", tell=True)
    assert done is not None
    assert (done.hits, done.told) == (1, 1)
    told = Outbox(db).list()
    assert sorted((each.article_id, each.channel) for each in told) == [(1, "mail"), (3, "mail")]


def test_one_that_was_ended_is_finished_by_the_next(db: Database) -> None:
    for number in range(120):
        collect(db, f"{number}", "Tanks went.")
    running = rematch(db, entry_of(db, "tanks"), clock=lambda: LATER)
    first = next(running)
    running.close()
    assert (first.verified, first.hits) == (50, 50)
    rest = list(rematch(db, entry_of(db, "tanks"), below=first.down_to, clock=lambda: LATER))
    assert [one.hits for one in rest] == [50, 70]
    assert len(Flags(db).hits(limit=200)) == 120


def test_only_what_was_saved_in_the_period(db: Database) -> None:
    flagged(db)
    entry = entry_of(db, "tanks")
    assert list(rematch(db, entry, Period(since=LATER), clock=lambda: LATER)) == []


def test_what_waits_to_be_flagged_is_told_by_flagging_all_the_same(db: Database) -> None:
    collect(db, "a", "Tanks went.")
    entry = entry_of(db, "tanks")
    assert [one.hits for one in rematch(db, entry, clock=lambda: LATER)] == [1]
    assert flag_new(db, Watchlist(entries=(entry,)), LATER).told == 1
    assert len(Outbox(db).list()) == 1
