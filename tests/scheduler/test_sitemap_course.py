"""Whether a sitemap's backfill goes on after a run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.polls import DEFAULT_REST
from crawler.reports import RunReport
from scheduler.sitemap_course import LONG_PAUSE, MOST_REFUSALS, PAUSE, Ended, SitemapCourse
from storage.frontier import Awaited
from storage.records import PollResult, RunOutcome

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def after(
    course: SitemapCourse,
    outcome: RunOutcome,
    *,
    left: bool = False,
    waiting: int = 0,
    unasked_at: datetime | None = None,
    failed_at: datetime | None = None,
    is_fruitless: bool = False,
    retry_after: timedelta | None = None,
) -> Ended | timedelta:
    report = RunReport(poll=PollResult(outcome=outcome, retry_after=retry_after), left=left)
    awaited = Awaited(unasked_at=unasked_at, failed_at=failed_at)
    return course.after(report, is_fruitless=is_fruitless, waiting=waiting, awaited=awaited, now=NOW)


@pytest.mark.parametrize("outcome", [RunOutcome.OK, RunOutcome.UNCHANGED, RunOutcome.EMPTY])
def test_it_ends_where_nothing_is_left(outcome: RunOutcome) -> None:
    assert after(SitemapCourse(), outcome) == Ended()


def test_it_goes_on_while_pages_are_left_that_nobody_asked_for() -> None:
    course = SitemapCourse()
    assert after(course, RunOutcome.OK, left=True) == PAUSE
    for _ in range(100):
        assert after(course, RunOutcome.UNCHANGED, unasked_at=NOW + MINUTE) == MINUTE
    assert after(course, RunOutcome.UNCHANGED, unasked_at=NOW - MINUTE, is_fruitless=True) == LONG_PAUSE
    assert after(course, RunOutcome.UNCHANGED) == Ended()


def test_pages_that_fail_are_waited_for_twice_and_not_for_long() -> None:
    course = SitemapCourse()
    assert after(course, RunOutcome.OK, failed_at=NOW + MINUTE) == MINUTE
    assert after(course, RunOutcome.OK, failed_at=NOW + MINUTE) == MINUTE
    assert after(course, RunOutcome.OK, failed_at=NOW + MINUTE) == Ended()
    assert after(SitemapCourse(), RunOutcome.OK, failed_at=NOW + 30 * MINUTE) == Ended()


def test_sitemaps_of_an_index_that_cannot_be_read_end_it_the_second_time() -> None:
    course = SitemapCourse()
    assert after(course, RunOutcome.OK, waiting=3) == PAUSE
    assert after(course, RunOutcome.OK, waiting=2) == PAUSE
    ended = after(course, RunOutcome.OK, waiting=2)
    assert ended == Ended(trouble="2 of its sitemaps could not be read")


@pytest.mark.parametrize("outcome", [RunOutcome.UNREACHABLE, RunOutcome.FORBIDDEN, RunOutcome.ERROR])
def test_a_list_that_cannot_be_read_ends_it(outcome: RunOutcome) -> None:
    assert after(SitemapCourse(), outcome) == Ended(trouble=f"{outcome}: not read")


def test_whoever_asks_the_host_is_waited_for_however_long() -> None:
    course = SitemapCourse()
    for _ in range(100):
        assert after(course, RunOutcome.INTERRUPTED, is_fruitless=True) == LONG_PAUSE


def test_a_host_that_wants_rest_gets_it_and_is_believed_in_the_end() -> None:
    course = SitemapCourse()
    for _ in range(MOST_REFUSALS):
        rest = after(course, RunOutcome.RATE_LIMITED, is_fruitless=True, retry_after=MINUTE)
        assert rest == MINUTE
    assert isinstance(after(course, RunOutcome.RATE_LIMITED, is_fruitless=True), Ended)


def test_a_host_that_does_not_say_how_long_gets_some_rest() -> None:
    assert after(SitemapCourse(), RunOutcome.RATE_LIMITED, is_fruitless=True) == DEFAULT_REST
