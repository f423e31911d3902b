"""What the answer to a poll means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.entries import Entries
from crawler.lead import Lead
from crawler.polls import LONGEST_RETRY_AFTER, brought, refusal, retry_after, validator
from storage.records import Failure, Finding, Health, RunOutcome

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LEADS = (Lead(url="https://a.example/1"),)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta(0)),
        ("Sun, 01 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Sun, 01 Mar 2026 12:05:00", timedelta(minutes=5)),
        ("Sun, 01 Mar 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999999", LONGEST_RETRY_AFTER),
        ("Sun, 01 Mar 2099 12:05:00 GMT", LONGEST_RETRY_AFTER),
        (None, None),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("١٢٠", None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
    ],
)
def test_retry_after_in_seconds_and_as_a_date(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait


@given(st.text() | st.from_regex(r"\w{3}, \d+ \w{3} \d+ \d+:\d+:\d+ [+-]?\w*"))
@example("Sun, 01 Jan 0001 00:00:00 +2359")
def test_any_retry_after_is_a_bounded_wait_or_none(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or timedelta(0) <= wait <= LONGEST_RETRY_AFTER


@pytest.mark.parametrize(
    ("status", "wait", "outcome"),
    [
        (304, None, RunOutcome.UNCHANGED),
        (429, None, RunOutcome.RATE_LIMITED),
        (503, timedelta(seconds=9), RunOutcome.RATE_LIMITED),
        (503, None, RunOutcome.ERROR),
        (401, None, RunOutcome.FORBIDDEN),
        (402, None, RunOutcome.FORBIDDEN),
        (403, None, RunOutcome.FORBIDDEN),
        (451, None, RunOutcome.FORBIDDEN),
        (301, None, RunOutcome.ERROR),
        (404, None, RunOutcome.ERROR),
        (500, None, RunOutcome.ERROR),
        (999, None, RunOutcome.ERROR),
    ],
)
def test_a_status_that_brings_no_list(status: int, wait: timedelta | None, outcome: RunOutcome) -> None:
    refused = refusal(status, wait)
    assert refused is not None
    assert refused.outcome is outcome
    assert refused.retry_after == wait


@pytest.mark.parametrize(
    ("status", "failures", "state", "failure"),
    [
        (401, 0, Health.NOT_PERMITTED, Failure.SOFT),
        (403, 0, Health.BLOCKED, Failure.SOFT),
        (404, 0, Health.ERRORING, Failure.SOFT),
        (404, 2, Health.ERRORING, Failure.SOFT),
        (404, 4, Health.GONE, Failure.SOFT),
        (410, 0, Health.GONE, Failure.HARD),
        (429, 0, Health.RATE_LIMITED, Failure.TEMPORARY),
        (451, 0, Health.NOT_PERMITTED, Failure.HARD),
        (500, 9, Health.ERRORING, Failure.TEMPORARY),
        (503, 0, Health.ERRORING, Failure.TEMPORARY),
    ],
)
def test_what_a_status_shows_and_weighs(status: int, failures: int, state: Health, failure: Failure) -> None:
    refused = refusal(status, None, failures=failures)
    assert refused is not None
    assert [finding.state for finding in refused.findings] == [state]
    assert refused.failure is failure
    assert str(status) in refused.findings[0].evidence


def test_a_page_that_asks_who_reads_it_is_named() -> None:
    wall = Finding(state=Health.BLOCKED, evidence="a captcha")
    refused = refusal(503, None, wall=wall)
    assert refused is not None
    assert refused.outcome is RunOutcome.FORBIDDEN
    assert refused.findings == (Finding(state=Health.BLOCKED, evidence="HTTP 503: a captcha"),)


def test_a_wall_in_the_place_of_a_listing_is_a_failure_although_it_is_no_broken_document() -> None:
    wall = Finding(state=Health.BLOCKED, evidence="a captcha")
    result = brought(Entries(), etag=None, last_modified=None, now=NOW, wall=wall)
    assert (result.outcome, result.failure) == (RunOutcome.MALFORMED, Failure.SOFT)
    assert result.findings == (wall,)


def test_a_status_that_brings_one() -> None:
    assert refusal(200, None) is None


def test_a_list_keeps_its_validators() -> None:
    result = brought(
        Entries(leads=LEADS), etag='W/"1"', last_modified="Sun, 01 Mar 2026 11:00:00 GMT", now=NOW
    )
    assert (result.outcome, result.entries) == (RunOutcome.OK, 1)
    assert (result.etag, result.last_modified) == ('W/"1"', "Sun, 01 Mar 2026 11:00:00 GMT")


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        (Entries(leads=LEADS, malformed=True), RunOutcome.MALFORMED),
        (Entries(leads=LEADS, children=("https://a.example/s.xml",)), RunOutcome.OK),
        (Entries(), RunOutcome.EMPTY),
    ],
)
def test_what_was_not_read_whole_is_asked_for_anew(entries: Entries, outcome: RunOutcome) -> None:
    result = brought(entries, etag='"1"', last_modified=None, now=NOW)
    assert result.outcome is outcome
    assert result.etag is None


def test_doubts_become_one_clean_line() -> None:
    result = brought(
        Entries(leads=LEADS, doubts=("a\x00\x1b[31m\nb", "c" * 2000)), etag=None, last_modified=None, now=NOW
    )
    assert result.detail is not None
    assert result.detail.isprintable()
    assert result.detail.startswith("a[31m b; ccc")
    assert len(result.detail) <= 600


@pytest.mark.parametrize("value", ['"a\x00"', '"a\r\nX: y"', '"\xe9"', "x" * 1001, "\x7f"])
def test_a_validator_that_cannot_go_back_as_it_came_is_dropped(value: str) -> None:
    assert validator(value) is None
