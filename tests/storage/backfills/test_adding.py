"""A file that is asked for again: left alone, gone on with, or read anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.backfills.adding import Asked, asked_again
from storage.records import Backfill, BackfillCount, BackfillKind, BackfillPosition, BackfillState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KNOWN = Backfill(
    id=1,
    kind=BackfillKind.WARC,
    place="/data/a.warc.gz",
    since=NOW,
    state=BackfillState.DONE,
    position=BackfillPosition(offset=900, records=9),
    count=BackfillCount(new=9),
    size=900,
    children=None,
    worker_id=None,
    leased_until=None,
    error=None,
    added_at=NOW,
    started_at=NOW,
    finished_at=NOW,
)


def asked(
    state: BackfillState, *, since: datetime | None = NOW, size: int | None = 900, anew: bool = False
) -> Asked:
    return asked_again(replace(KNOWN, state=state), since=since, size=size, anew=anew)


@pytest.mark.parametrize("state", [BackfillState.WAITING, BackfillState.RUNNING])
def test_what_is_under_way_is_left_alone(state: BackfillState) -> None:
    assert asked(state, since=None, size=1, anew=True) is Asked.LEAVE


def test_what_is_done_is_not_done_twice() -> None:
    assert asked(BackfillState.DONE) is Asked.LEAVE
    assert asked(BackfillState.DONE, since=NOW + timedelta(days=1)) is Asked.LEAVE
    assert asked(BackfillState.DONE, size=None) is Asked.LEAVE


def test_another_file_or_more_of_it_is_read_anew() -> None:
    assert asked(BackfillState.DONE, anew=True) is Asked.BEGIN_ANEW
    assert asked(BackfillState.DONE, size=901) is Asked.BEGIN_ANEW
    assert asked(BackfillState.DONE, since=NOW - timedelta(days=1)) is Asked.BEGIN_ANEW
    assert asked(BackfillState.FAILED, since=None) is Asked.BEGIN_ANEW


def test_what_failed_goes_on_unless_it_is_shorter_by_now() -> None:
    assert asked(BackfillState.FAILED) is Asked.GO_ON
    assert asked(BackfillState.FAILED, size=2000) is Asked.GO_ON
    assert asked(BackfillState.FAILED, size=None) is Asked.GO_ON
    assert asked(BackfillState.FAILED, size=899) is Asked.BEGIN_ANEW
