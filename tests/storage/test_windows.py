"""When a list proves that articles were lost between two polls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage import windows
from storage.windows import Listed, Tiers

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Polls:
    """A source's polls, one after the other: each shows lead numbers in the order of the list."""

    def __init__(self, *, dated: bool) -> None:
        self._dated = dated
        self._seen: set[int] = set()
        self.window: Tiers = ()

    def poll(self, numbers: Iterable[int]) -> bool:
        """Whether this poll shows a gap."""
        listed = [
            Listed(
                lead_id=number,
                is_fresh=number not in self._seen,
                dated_at=NOW - timedelta(days=1) + timedelta(minutes=number) if self._dated else None,
            )
            for number in numbers
        ]
        gap = windows.is_gap(self.window, listed)
        self.window = windows.read(windows.write(windows.follows(self.window, listed, NOW)))
        self._seen |= {entry.lead_id for entry in listed}
        return gap


def newest(top: int, count: int = 10) -> list[int]:
    """The list when `top` is the newest entry."""
    return list(range(top, top - count, -1))


def both() -> list[Polls]:
    return [Polls(dated=True), Polls(dated=False)]


def test_a_list_that_moves_on_overlaps() -> None:
    for polls in both():
        assert [polls.poll(newest(top)) for top in (10, 13, 16, 25, 34, 34)] == [False] * 6


def test_a_list_of_other_entries_alone_is_a_gap_and_the_next_is_none() -> None:
    for polls in both():
        assert [polls.poll(newest(top)) for top in (10, 20, 23)] == [False, True, False]


def test_the_oldest_first_is_an_order_too() -> None:
    for polls in both():
        found = [polls.poll(sorted(newest(top))) for top in (10, 13, 16, 19, 30, 33)]
        assert found == [False, False, False, False, True, False]


def test_pinned_entries_hide_no_gap() -> None:
    for polls in both():
        found = [polls.poll([1, 2, *newest(top, 8)]) for top in (20, 23, 26, 40, 43)]
        assert found == [False, False, False, True, False]
    for polls in both():
        assert [polls.poll([1, *newest(top, 9)]) for top in (20, 40)] == [False, True]


def test_what_vanishes_and_returns_is_no_gap() -> None:
    for polls in both():
        polls.poll(newest(20))
        assert not polls.poll(newest(15, 5))
        assert not polls.poll([])
        assert not polls.poll(newest(20))
        assert not polls.poll(newest(21))


def test_a_list_that_was_emptied_and_filled_anew_is_a_gap() -> None:
    for polls in both():
        polls.poll(newest(20))
        assert not polls.poll([])
        assert polls.poll(newest(40))


def test_a_list_that_grows_has_no_gap() -> None:
    polls = Polls(dated=False)
    assert [polls.poll(range(1, top)) for top in (5, 40, 900)] == [False] * 3
    assert sum(map(len, polls.window)) == windows.LONGEST


def test_one_entry_proves_nothing() -> None:
    polls = Polls(dated=False)
    assert [polls.poll([top]) for top in (1, 2, 3)] == [False] * 3


def test_a_window_that_cannot_be_read_is_none() -> None:
    for written in (None, "", "{", "[1]", '[["a"]]', "7"):
        assert windows.read(written) == ()


@given(
    steps=st.lists(st.integers(0, 9), min_size=1, max_size=30),
    dated=st.booleans(),
    data=st.data(),
)
def test_fewer_new_entries_than_the_list_is_long_are_never_a_gap(
    steps: list[int], dated: bool, data: st.DataObject
) -> None:
    polls, top = Polls(dated=dated), 10
    for step in steps:
        top += step
        shown = newest(top)
        if dated:
            shown = data.draw(st.permutations(shown))
        # Shuffled, the one that stayed may stand on top by chance, as a pinned one does.
        assert not polls.poll(shown) or (dated and step > 6)


@given(steps=st.lists(st.integers(10, 99), min_size=1, max_size=9), dated=st.booleans())
def test_more_new_entries_than_the_list_is_long_are_always_a_gap(steps: list[int], dated: bool) -> None:
    polls, top = Polls(dated=dated), 10
    polls.poll(newest(top))
    for step in steps:
        top += step
        assert polls.poll(newest(top))
