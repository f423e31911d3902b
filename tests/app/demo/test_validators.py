"""Validators must never let a changed page pass for the old one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aiohttp import ETag
from hypothesis import given
from hypothesis import strategies as st

from app.demo.newsroom.validators import Validators

START = datetime(2025, 3, 1, 12, 0, 0, tzinfo=UTC)
seconds = st.floats(min_value=0, max_value=5)


@given(first=seconds, gap=seconds)
def test_no_date_from_before_a_change_ever_gets_a_304(first: float, gap: float) -> None:
    validators = Validators()
    fetched_at = START + timedelta(seconds=first)
    changed_at = fetched_at + timedelta(seconds=gap)
    old = validators.of("/feed", b"old", fetched_at)
    new = validators.of("/feed", b"new", changed_at)
    # What a client may remember of the old page: Last-Modified, if given, or the second of its own fetch.
    remembered = [fetched_at.replace(microsecond=0)]
    if old.settled(fetched_at):
        remembered.append(old.changed_at)
    if changed_at > fetched_at:
        assert not any(new.holds_for(None, date) for date in remembered)
    assert not new.holds_for((ETag(old.tag),), START + timedelta(days=1))


@given(moment=seconds)
def test_an_unchanged_page_gets_a_304_by_tag_and_by_its_own_date(moment: float) -> None:
    validators = Validators()
    first = validators.of("/feed", b"same", START + timedelta(seconds=moment))
    again = validators.of("/feed", b"same", START + timedelta(seconds=moment + 10))
    assert again == first
    assert again.settled(START + timedelta(seconds=moment + 10))
    assert again.holds_for((ETag(first.tag, is_weak=True),), None)
    assert again.holds_for(None, first.changed_at)
    assert not again.holds_for(None, None)
