"""When a page that could not be read is asked for again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.article_retries import GONE_WAITS, WAITS, wait_before_retry, wait_before_second_look
from crawler.pages.article import PageKind


def waits(status: int | None) -> list[timedelta]:
    """All waits until the lead is given up."""
    found: list[timedelta] = []
    for attempts in range(1, 50):
        wait = wait_before_retry(attempts, status)
        if wait is None:
            assert wait_before_retry(attempts + 1, status) is None
            return found
        found.append(wait)
    raise AssertionError("never given up")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_tried_twice_more(status: int) -> None:
    assert waits(status) == list(GONE_WAITS) == [timedelta(minutes=1), timedelta(minutes=5)]


@pytest.mark.parametrize("status", [None, 403, 429, 500, 503])
def test_any_other_trouble_is_tried_for_two_weeks(status: int | None) -> None:
    found = waits(status)
    assert found == list(WAITS) == sorted(found)
    assert timedelta(days=12) < sum(found, timedelta(0)) < timedelta(days=14)


def test_the_servers_wish_is_heeded_where_it_is_the_longer_wait() -> None:
    assert wait_before_retry(1, 429, timedelta(hours=3)) == timedelta(hours=3)
    assert wait_before_retry(4, 429, timedelta(seconds=1)) == WAITS[3]


def test_no_wish_keeps_a_lead_for_ever() -> None:
    assert wait_before_retry(len(WAITS) + 1, 429, timedelta(hours=3)) is None


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (PageKind.CHALLENGE, [1, 8, 24]),
        (PageKind.CONSENT, [8, 24]),
        (PageKind.LOGIN, [8, 24]),
        (PageKind.PAYWALL, []),
        (PageKind.FRONT, []),
        (PageKind.ARTICLE, []),
    ],
)
def test_what_may_pass_is_looked_at_again(kind: PageKind, hours: list[int]) -> None:
    found = [wait_before_second_look(attempts, kind) for attempts in range(len(hours) + 2)]
    assert found == [*(timedelta(hours=each) for each in hours), None, None]


def test_an_error_page_is_as_gone_as_a_404() -> None:
    found = [wait_before_second_look(attempts, PageKind.ERROR) for attempts in range(3)]
    assert found == [*GONE_WAITS, None]
