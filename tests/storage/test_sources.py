from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.archive import Archive
from storage.database import Database
from storage.records import PollResult, RunOutcome
from storage.sources import Sources, SyncReport
from tests.storage.samples import article, collected, declaration, source

URL = "https://gazette.example/feed"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
OK = PollResult(outcome=RunOutcome.OK, entries=3, etag='"1"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")


def names(db: Database) -> list[str]:
    return [state.name for state in Sources(db).list()]


def test_a_new_source_is_due_at_once(db: Database) -> None:
    sources = Sources(db)
    assert sources.sync([declaration("b"), declaration("a")], NOW) == SyncReport(added=("b", "a"))
    assert names(db) == ["a", "b"]
    assert [state.name for state in sources.due(NOW, 10)] == ["b", "a"]
    assert sources.due(NOW - timedelta(seconds=1), 10) == []


def test_declaring_the_same_again_changes_nothing(db: Database) -> None:
    sources = Sources(db)
    sources.sync([declaration()], NOW)
    before = sources.list()
    assert sources.sync([declaration()], LATER) == SyncReport()
    assert sources.list() == before


def test_a_removed_source_is_never_due_and_keeps_its_articles(db: Database) -> None:
    sources = Sources(db)
    saved = collected(db, article("https://gazette.example/1"), NOW)
    assert sources.sync([], NOW).removed == ("gazette",)
    assert sources.due(LATER, 10) == []
    assert sources.list() == []
    assert sources.get("gazette") is None
    assert sources.next_due_at() is None
    assert sources.make_due("gazette", NOW) == 0
    kept = Archive(db).get(saved.article_id)
    assert kept is not None
    assert kept.source == "gazette"
    assert sources.sync([], LATER).removed == ()


def test_a_source_that_comes_back_is_the_same_source(db: Database) -> None:
    sources = Sources(db)
    number = source(db, NOW)
    sources.finish(number, OK, url=URL, new=0, now=NOW, due_at=LATER)
    sources.sync([], NOW)
    assert sources.sync([declaration()], NOW + timedelta(minutes=1)).changed == ("gazette",)
    state = sources.get("gazette")
    assert state is not None
    assert (state.id, state.last_ok_at) == (number, NOW)
    assert [due.id for due in sources.due(NOW + timedelta(minutes=1), 10)] == [number]


def test_a_new_name_for_the_same_address_is_a_renaming(db: Database) -> None:
    sources = Sources(db)
    saved = collected(db, article("https://gazette.example/1"), NOW)
    sources.finish(source(db, NOW), OK, url=URL, new=1, now=NOW, due_at=LATER)
    report = sources.sync([declaration("the-gazette", url="https://gazette.example/feed")], NOW)
    assert report == SyncReport(renamed=(("gazette", "the-gazette"),))
    state = sources.get("the-gazette")
    assert state is not None
    assert (state.articles, state.etag, state.due_at) == (1, '"1"', LATER)
    kept = Archive(db).get(saved.article_id)
    assert kept is not None
    assert kept.source == "the-gazette"


def test_two_names_that_change_places_are_changed_not_renamed(db: Database) -> None:
    sources = Sources(db)
    sources.sync(
        [declaration("a", url="https://x.example/1"), declaration("b", url="https://x.example/2")], NOW
    )
    report = sources.sync(
        [declaration("a", url="https://x.example/2"), declaration("b", url="https://x.example/1")], NOW
    )
    assert report == SyncReport(changed=("a", "b"))


def test_another_interval_loses_no_state_and_brings_the_poll_forward(db: Database) -> None:
    sources = Sources(db)
    number = source(db, NOW)
    sources.finish(number, OK, url=URL, new=3, now=NOW, due_at=LATER)
    report = sources.sync([declaration(interval=timedelta(minutes=5))], NOW + timedelta(minutes=1))
    assert report == SyncReport(changed=("gazette",))
    state = sources.get("gazette")
    assert state is not None
    assert state.interval == timedelta(minutes=5)
    assert state.due_at == NOW + timedelta(minutes=5)
    assert (state.etag, state.last_new) == ('"1"', 3)
    sources.sync([declaration(interval=timedelta(hours=5))], NOW + timedelta(minutes=2))
    unhurried = sources.get("gazette")
    assert unhurried is not None
    assert unhurried.due_at == NOW + timedelta(minutes=5)


def test_another_address_is_asked_at_once_and_without_the_old_validators(db: Database) -> None:
    sources = Sources(db)
    sources.finish(source(db, NOW), OK, url=URL, new=3, now=NOW, due_at=LATER)
    moved = NOW + timedelta(minutes=1)
    sources.sync([declaration(url="https://gazette.example/rss")], moved)
    (state,) = sources.due(moved, 10)
    assert (state.etag, state.last_modified, state.url) == (None, None, "https://gazette.example/rss")


def test_the_longest_overdue_comes_first(db: Database) -> None:
    sources = Sources(db)
    sources.sync([declaration(name) for name in "abc"], NOW)
    for number, name in enumerate("cab"):
        state = sources.get(name)
        assert state is not None
        sources.finish(state.id, OK, url=state.url, new=0, now=NOW, due_at=NOW + timedelta(minutes=number))
    assert sources.next_due_at() == NOW
    assert [state.name for state in sources.due(LATER, 2)] == ["c", "a"]
    assert [state.name for state in sources.due(NOW + timedelta(minutes=1), 9)] == ["c", "a"]


@pytest.mark.parametrize("outcome", RunOutcome)
def test_how_a_poll_ended_is_kept(db: Database, outcome: RunOutcome) -> None:
    sources = Sources(db)
    number = source(db, NOW)
    sources.finish(
        number,
        replace(OK, outcome=outcome, detail="said so"),
        url=URL,
        new=0,
        now=LATER,
        due_at=LATER,
        started_at=NOW,
    )
    state = sources.get("gazette")
    assert state is not None
    assert (state.last_started_at, state.last_finished_at) == (NOW, LATER)
    assert (state.last_outcome, state.last_detail) == (outcome, "said so")
    assert (state.last_ok_at is not None) == (outcome in (RunOutcome.OK, RunOutcome.UNCHANGED))
    assert (state.etag is not None) == (outcome in (RunOutcome.OK, RunOutcome.EMPTY))


def test_an_unchanged_answer_keeps_the_validators(db: Database) -> None:
    sources = Sources(db)
    number = source(db, NOW)
    sources.finish(number, OK, url=URL, new=0, now=NOW, due_at=LATER)
    sources.finish(number, PollResult(outcome=RunOutcome.UNCHANGED), url=URL, new=0, now=LATER, due_at=LATER)
    sources.finish(number, replace(OK, etag='"2"'), url=URL, new=0, now=LATER, due_at=LATER)
    state = sources.get("gazette")
    assert state is not None
    assert (state.etag, state.last_ok_at) == ('"2"', LATER)


def test_a_poll_can_be_asked_for(db: Database) -> None:
    sources = Sources(db)
    for name in ("a", "b"):
        sources.finish(
            source(db, NOW, name), OK, url=f"https://{name}.example/feed", new=0, now=NOW, due_at=LATER
        )
    assert sources.due(NOW, 9) == []
    assert sources.make_due("a", NOW) == 1
    assert [state.name for state in sources.due(NOW, 9)] == ["a"]
    assert sources.make_due(None, NOW) == 2
    assert len(sources.due(NOW, 9)) == 2
    assert sources.make_due("nobody", NOW) == 0


def test_what_a_poll_of_the_old_address_said_is_not_kept(db: Database) -> None:
    sources = Sources(db)
    number = source(db, NOW)
    moved = declaration(url="https://gazette.example/moved")
    sources.sync([moved], LATER)
    sources.finish(number, OK, url=URL, new=0, now=LATER, due_at=LATER + timedelta(hours=1))
    state = sources.get("gazette")
    assert state is not None
    assert (state.etag, state.due_at, state.first_read_at) == (None, LATER, None)


def test_a_run_that_goes_on_with_articles_has_a_beginning_of_its_own(db: Database) -> None:
    sources, number = Sources(db), source(db, NOW)
    sources.finish(number, OK, url=URL, new=3, now=NOW, due_at=NOW, started_at=NOW - timedelta(seconds=2))
    went_on = PollResult(outcome=RunOutcome.OK, is_continued=True)
    ended_at = LATER + timedelta(seconds=3)
    sources.finish(number, went_on, url=URL, new=1, now=ended_at, due_at=ended_at, started_at=LATER)
    state = sources.get("gazette")
    assert state is not None
    assert (state.last_started_at, state.last_finished_at) == (LATER, ended_at)
