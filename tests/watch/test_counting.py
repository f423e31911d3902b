"""Tokens counted before places of a text, beside their offsets."""

from __future__ import annotations

import random
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.watch.strategies import texts
from watch.part import Part


@given(texts(), st.lists(st.integers(0, 200), max_size=8))
def test_so_many_end_there_as_their_offsets_say(text: str, places: list[int]) -> None:
    part = Part("text", text)
    ends = sorted(min(place, len(text)) for place in places)
    by_offset = [end for _, end in part.offsets]
    assert list(part.counts(ends)) == [bisect_right(by_offset, end) for end in ends]


@pytest.mark.parametrize("text", ["A b. " * 3000, "½… a " * 3000, "中a 한 " * 2000, "ﷺ. " * 1500])
def test_in_a_long_text_few_ends_and_many_are_counted_alike(text: str) -> None:
    ends = sorted(random.Random(1).choices(range(len(text) + 1), k=2500))
    by_offset = [end for _, end in Part("text", text).offsets]
    for asked in (ends, ends[::10]):
        assert list(Part("text", text).counts(asked)) == [bisect_right(by_offset, end) for end in asked]
