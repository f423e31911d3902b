"""How a source is asked, and what its answer adds to what is known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.entries import Entries
from crawler.lead import Lead
from crawler.poll import WHOLE_EVERY, Hop, Poll, body_hash
from crawler.polls import brought, failed, refusal
from storage.frontier import Discovery
from storage.records import Failure, Health, PollResult, RunOutcome, SourceKind, SourceState

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://a.example/feed"
BODY = b"<rss/>"
LAST = SourceState(
    id=1,
    name="a",
    kind=SourceKind.FEED,
    url=URL,
    host_group="a.example",
    interval=timedelta(minutes=10),
    tell_backlog=False,
    due_at=NOW,
    etag='"1"',
    last_modified="Sun, 01 Mar 2026 11:00:00 GMT",
    body_hash=body_hash(BODY),
    read_whole_at=NOW - timedelta(minutes=10),
    last_finished_at=NOW - timedelta(minutes=10),
    last_outcome=RunOutcome.OK,
)
LEADS = (Lead(url="https://a.example/1", published_at=NOW - timedelta(hours=2)),)
SEEN = Discovery(known=1)
FRESH = Discovery(new=1, item_times=(NOW - timedelta(hours=2),))


def answered(
    poll: Poll,
    *,
    discovery: Discovery = SEEN,
    etag: str | None = None,
    last_modified: str | None = None,
    hops: tuple[Hop, ...] = (),
    by: str = URL,
    headers: dict[str, str | None] | None = None,
    entries: Entries | None = None,
) -> PollResult:
    """A list of one entry came."""
    entries = entries or Entries(leads=LEADS)
    return poll.completed(
        brought(entries, etag=etag, last_modified=last_modified, now=NOW),
        entries=entries,
        discovery=discovery,
        digest=body_hash(BODY),
        headers=headers or {},
        hops=hops,
        answered_by=by,
        now=NOW,
    )


def test_validators_go_with_a_poll() -> None:
    poll = Poll.of(URL, LAST, NOW)
    assert poll.validators == {
        "If-None-Match": '"1"',
        "If-Modified-Since": "Sun, 01 Mar 2026 11:00:00 GMT",
    }
    assert not poll.is_whole


@pytest.mark.parametrize(
    "last",
    [
        None,
        replace(LAST, read_whole_at=None),
        replace(LAST, read_whole_at=NOW - WHOLE_EVERY),
        replace(LAST, distrusted=True),
        replace(LAST, etag=None, last_modified=None),
    ],
)
def test_and_stay_behind_once_in_a_while_and_where_they_lied(last: SourceState | None) -> None:
    poll = Poll.of(URL, last, NOW)
    assert (poll.is_whole, poll.validators) == (True, {})


def test_the_same_body_need_not_be_read_again_for_a_while() -> None:
    assert Poll.of(URL, LAST, NOW).is_the_same(body_hash(BODY), NOW)
    assert not Poll.of(URL, LAST, NOW).is_the_same(body_hash(b"<rss> </rss>"), NOW)
    assert not Poll.of(URL, LAST, NOW).is_the_same(body_hash(BODY), NOW + WHOLE_EVERY)
    assert not Poll.of(URL, None, NOW).is_the_same(body_hash(BODY), NOW)


def test_news_under_the_validator_of_old_make_it_distrusted() -> None:
    whole = Poll.of(URL, replace(LAST, read_whole_at=None), NOW)
    assert answered(whole, discovery=FRESH, etag='"1"').hid_a_change
    assert not answered(whole, discovery=FRESH, etag='"2"').hid_a_change
    assert not answered(whole, discovery=SEEN, etag='"1"').hid_a_change


@pytest.mark.parametrize(
    ("items", "minutes", "expected"), [(3, 120, True), (2, 120, False), (1, 120, False), (9, 5, False)]
)
def test_so_do_several_items_older_than_the_304_that_kept_them_back(
    items: int, minutes: int, expected: bool
) -> None:
    silent = replace(LAST, read_whole_at=None, last_outcome=RunOutcome.UNCHANGED)
    found = Discovery(new=items, item_times=(NOW - timedelta(minutes=minutes),) * items)
    assert answered(Poll.of(URL, silent, NOW), discovery=found, etag='"2"').hid_a_change is expected
    unasked = replace(silent, etag=None, last_modified=None)
    assert not answered(Poll.of(URL, unasked, NOW), discovery=found).hid_a_change


@pytest.mark.parametrize(("minutes", "expected"), [(60, True), (5, False)])
def test_or_a_list_that_says_that_it_changed_before_it(minutes: int, expected: bool) -> None:
    silent = replace(LAST, read_whole_at=None, last_outcome=RunOutcome.UNCHANGED)
    changed = format_datetime(NOW - timedelta(minutes=minutes), usegmt=True)
    result = answered(Poll.of(URL, silent, NOW), discovery=Discovery(new=1), last_modified=changed)
    assert result.hid_a_change is expected


def test_a_304_to_who_has_seen_nothing_is_no_answer() -> None:
    refused = refusal(304, None, is_whole=True)
    assert refused is not None
    assert [finding.state for finding in refused.findings] == [Health.ERRORING]


def test_a_gap_is_told() -> None:
    result = answered(Poll.of(URL, LAST, NOW), discovery=Discovery(new=1, gap=True))
    assert result.gap
    assert [finding.state for finding in result.findings] == [Health.GAP]


def test_the_longest_wait_that_is_asked_for_counts() -> None:
    entries = Entries(leads=LEADS, ttl=timedelta(minutes=30), asks_for=timedelta(minutes=20))
    result = answered(Poll.of(URL, LAST, NOW), headers={"cache-control": "max-age=600"}, entries=entries)
    assert result.asks_for == timedelta(minutes=30)


ELSEWHERE = "https://b.example/feed"


def test_where_it_moved_for_good_is_remembered_and_read() -> None:
    result = answered(Poll.of(URL, LAST, NOW), hops=(Hop(url=URL, status=301),), by=ELSEWHERE)
    assert result.moved_to == ELSEWHERE
    assert [finding.state for finding in result.findings] == [Health.MOVED]
    again = Poll.of(URL, replace(LAST, moved_to=ELSEWHERE), NOW)
    assert again.url == ELSEWHERE
    assert [finding.state for finding in answered(again, by=ELSEWHERE).findings] == [Health.MOVED]


@pytest.mark.parametrize(
    ("hops", "by"),
    [
        ((Hop(url=URL, status=302),), ELSEWHERE),
        ((Hop(url=URL, status=301), Hop(url="https://c.example/", status=307)), ELSEWHERE),
        ((Hop(url=URL, status=301),), "http://b.example/feed"),
        ((), URL),
    ],
)
def test_what_is_not_for_good_or_in_clear_is_not(hops: tuple[Hop, ...], by: str) -> None:
    result = answered(Poll.of(URL, LAST, NOW), hops=hops, by=by)
    assert (result.moved_to, result.findings) == (None, ())


def test_where_that_fails_the_address_of_the_configuration_is_asked_again() -> None:
    again = Poll.of(URL, replace(LAST, moved_to=ELSEWHERE), NOW)
    result = again.moved(failed(RunOutcome.UNREACHABLE, "refused"), (), ELSEWHERE)
    assert (result.moved_to, result.failure) == ("", Failure.TEMPORARY)


def test_a_body_that_need_not_mean_the_same_again_has_no_hash() -> None:
    poll = Poll.of(URL, LAST, NOW)
    assert answered(poll).body_hash == body_hash(BODY)
    assert answered(poll, entries=Entries(leads=LEADS, malformed=True)).body_hash is None
    index = Entries(leads=LEADS, children=("https://a.example/s.xml",))
    assert answered(poll, entries=index).body_hash is None
