"""Watches as rows of numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from watch.engine.rows import FIRST_GROUP, GROUPS_A_ROW, Rows

_GROUPS = st.lists(
    st.integers(FIRST_GROUP, FIRST_GROUP + 300), min_size=1, max_size=GROUPS_A_ROW, unique=True
).map(tuple)


def of(rows: Rows[str], *active: int) -> list[str]:
    return sorted(rows.of(np.array(active, dtype=np.uintc)))


def test_a_watch_is_found_when_all_of_its_groups_are_active() -> None:
    rows: Rows[str] = Rows()
    rows.add("one", (2,))
    rows.add("two", (2, 3))
    rows.add("three", (2, 3, 4))
    assert of(rows, 2) == ["one"]
    assert of(rows, 2, 3, 3) == ["one", "two"]
    assert of(rows, 4, 3, 2) == ["one", "three", "two"]
    assert of(rows, 3, 4) == []
    assert of(rows) == []


def test_a_row_that_became_free_is_taken_again() -> None:
    rows: Rows[str] = Rows()
    row = rows.add("old", (2,))
    rows.remove(row)
    assert of(rows, 2) == []
    assert rows.add("new", (3,)) == row
    assert of(rows, 2, 3) == ["new"]


@given(st.lists(_GROUPS, max_size=150), st.sets(st.integers(FIRST_GROUP, FIRST_GROUP + 300)))
@settings(max_examples=60, deadline=None)
def test_however_many_there_are(watches: list[tuple[int, ...]], active: set[int]) -> None:
    rows: Rows[int] = Rows()
    for number, groups in enumerate(watches):
        rows.add(number, groups)
    active &= {group for groups in watches for group in groups}
    found = rows.of(np.array(sorted(active), dtype=np.uintc))
    assert sorted(found) == [number for number, groups in enumerate(watches) if active.issuperset(groups)]
