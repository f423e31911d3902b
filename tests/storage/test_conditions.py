from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage.conditions import KEPT
from storage.database import Database
from storage.frontier import Frontier
from storage.records import Condition, Health, PollResult
from storage.sources import Sources
from storage.tables import SourceConditionRow
from tests.storage.health.polls import (
    DAY,
    EMPTY,
    FAULT,
    GONE,
    HOUR,
    HTML,
    INTERRUPTED,
    NOW,
    OK,
    TIMEOUT,
    UNCHANGED,
    UNDATED,
)
from tests.storage.samples import article, collected, declaration, drifting, source

MINUTE = timedelta(minutes=1)
URL = "https://gazette.example/feed"


def poll(db: Database, result: PollResult, now: datetime, *, url: str = URL) -> tuple[Condition, ...]:
    """A poll of the gazette, and how it is afterwards."""
    number = source(db, now)
    Sources(db).finish(number, result, url=url, new=0, now=now, due_at=now + HOUR)
    return conditions(db)


def conditions(db: Database) -> tuple[Condition, ...]:
    state = Sources(db).get("gazette")
    assert state is not None
    (listed,) = (one for one in Sources(db).list() if one.name == "gazette")
    assert listed.conditions == state.conditions
    return state.conditions


def rows(db: Database) -> list[tuple[str, datetime, datetime | None]]:
    with db.read() as connection:
        found = connection.execute(
            select(
                SourceConditionRow.state, SourceConditionRow.since_at, SourceConditionRow.ended_at
            ).order_by(SourceConditionRow.id)
        )
        return [(row.state, row.since_at, row.ended_at) for row in found]


def states(found: tuple[Condition, ...]) -> list[Health]:
    return [one.state for one in found]


def test_a_source_has_no_conditions_before_its_first_poll(db: Database) -> None:
    source(db, NOW)
    assert conditions(db) == ()
    assert poll(db, INTERRUPTED, NOW) == ()


def test_a_poll_writes_how_the_source_is(db: Database) -> None:
    assert poll(db, OK, NOW) == (Condition(state=Health.OK, since=NOW, evidence=""),)
    found = poll(db, FAULT, NOW + HOUR)
    assert found == (Condition(state=Health.ERRORING, since=NOW + HOUR, evidence="shows erroring"),)
    assert poll(db, FAULT, NOW + 2 * HOUR) == found
    assert states(poll(db, UNDATED, NOW + 3 * HOUR)) == [Health.UNDATED]
    assert states(poll(db, TIMEOUT, NOW + 4 * HOUR)) == [Health.UNREACHABLE, Health.UNDATED]
    assert states(poll(db, OK, NOW + 5 * HOUR)) == [Health.OK]


def test_a_state_that_returns_within_half_an_hour_goes_on(db: Database) -> None:
    poll(db, HTML, NOW)
    poll(db, OK, NOW + 10 * MINUTE)
    assert poll(db, HTML, NOW + 20 * MINUTE)[0].since == NOW
    poll(db, OK, NOW + 30 * MINUTE)
    assert poll(db, HTML, NOW + 90 * MINUTE)[0].since == NOW + 90 * MINUTE
    assert [row[0] for row in rows(db)].count("html-not-feed") == 2


def test_an_answer_for_another_address_says_nothing_and_a_new_address_begins_anew(db: Database) -> None:
    poll(db, GONE, NOW)
    poll(db, OK, NOW + HOUR, url="https://gazette.example/old")
    assert states(conditions(db)) == [Health.GONE]
    other = declaration(url="https://gazette.example/new")
    Sources(db).sync([other], NOW + 2 * HOUR)
    assert conditions(db) == ()
    assert states(poll(db, TIMEOUT, NOW + 3 * HOUR, url=other.url)) == [Health.UNREACHABLE]


def test_a_source_that_brought_items_and_shows_none_any_more(db: Database) -> None:
    poll(db, OK, NOW)
    for number in range(3):
        found = poll(db, EMPTY, NOW + number * HOUR)
    assert states(found) == [Health.SILENT_ZERO, Health.EMPTY]


@pytest.mark.parametrize("result", [EMPTY, replace(EMPTY, children='{"0123456789":0}')])
def test_a_source_that_never_brought_any_is_empty_and_not_silent(db: Database, result: PollResult) -> None:
    number = source(db, NOW)
    for hours in range(5):
        Frontier(db).discover(number, [], NOW + hours * HOUR)
        assert states(poll(db, result, NOW + hours * HOUR)) == [Health.EMPTY]


def test_a_source_is_stale_by_the_times_of_its_articles(db: Database) -> None:
    for number in range(12):
        at = NOW - number * DAY
        collected(db, article(f"https://gazette.example/{number}", published_at=at), at + MINUTE)
    assert states(poll(db, OK, NOW)) == [Health.OK]
    assert states(poll(db, UNCHANGED, NOW + DAY)) == [Health.OK]
    (one,) = poll(db, UNCHANGED, NOW + 9 * DAY)
    assert one.state is Health.STALE
    assert "by the 12 items before" in one.evidence
    fresh = NOW + 9 * DAY
    collected(db, article("https://gazette.example/fresh", published_at=fresh), fresh + MINUTE)
    assert states(poll(db, UNCHANGED, fresh + MINUTE)) == [Health.OK]


def test_an_article_without_a_date_keeps_no_dated_source_fresh(db: Database) -> None:
    times = tuple(NOW - 700 * DAY + number * DAY for number in range(10))
    for at in times:
        collected(db, article(f"https://gazette.example/{at:%j}", published_at=at), NOW)
    collected(db, article("https://gazette.example/undated"), NOW)
    first = PollResult(outcome=OK.outcome, entries=11, item_times=times, newest_at=max(times))
    assert states(poll(db, first, NOW)) == [Health.STALE]
    assert states(poll(db, UNCHANGED, NOW + HOUR)) == [Health.STALE]
    # Now that nothing bears a date, what was collected last says when something came.
    assert states(poll(db, UNDATED, NOW + HOUR)) == [Health.UNDATED]
    assert states(poll(db, UNCHANGED, NOW + 2 * HOUR)) == [Health.UNDATED]


def test_old_items_of_a_first_answer_are_enough(db: Database) -> None:
    times = tuple(NOW - 700 * DAY + number * HOUR for number in range(20))
    first = PollResult(outcome=OK.outcome, entries=20, item_times=times, newest_at=max(times))
    (one,) = poll(db, first, NOW)
    assert one.state is Health.STALE
    assert poll(db, UNCHANGED, NOW + HOUR) == (one,)


def test_drift_is_among_the_conditions(db: Database) -> None:
    drifting(db, source(db, NOW), NOW)
    (one,) = poll(db, OK, NOW + 3 * HOUR)
    assert one.state is Health.EXTRACTION_DRIFT
    assert one.evidence == "authors 100 % -> 0 %"


def test_what_is_over_is_forgotten_but_for_the_newest(db: Database) -> None:
    for number in range(KEPT):
        poll(db, (GONE, OK)[number % 2], NOW + number * HOUR)
    poll(db, HTML, NOW + KEPT * HOUR)
    with db.read() as connection:
        assert connection.scalar(select(func.count()).select_from(SourceConditionRow)) == KEPT
