"""Tokens counted before places of a text, beside their offsets."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from tests.watch.strategies import texts
from watch.axis import Part


@given(texts(), st.lists(st.integers(0, 200), max_size=8))
def test_so_many_end_there_as_their_offsets_say(text: str, places: list[int]) -> None:
    part = Part("text", text)
    ends = sorted(min(place, len(text)) for place in places)
    by_offset = [end for _, end in part.offsets]
    assert list(part.counts(ends)) == [bisect_right(by_offset, end) for end in ends]
