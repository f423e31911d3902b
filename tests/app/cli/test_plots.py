"""Laws of the plots."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.cli.plots import columns, counted_days, day_lines, sparkline

FIRST = date(2026, 1, 30)


@given(st.lists(st.integers(0, 1000), max_size=20), st.integers(1, 6))
def test_columns_are_as_high_as_they_should_be_and_what_is_there_is_seen(
    counts: list[int], height: int
) -> None:
    lines = columns(counts, height=height)
    assert len(lines) == height
    full = [line.ljust(len(counts)) for line in lines]
    for place, count in enumerate(counts):
        column = [line[place] for line in full]
        assert (column[-1] != " ") is (count > 0)
        assert column[0] == "█" or count < max(counts) or not count
        assert [mark for mark in column if mark != " "] == sorted(mark for mark in column if mark != " ")


@given(st.dictionaries(st.integers(0, 300), st.integers(1, 9)), st.integers(1, 120))
def test_a_plot_is_no_wider_than_it_may_be_and_says_its_measure(days: dict[int, int], width: int) -> None:
    by_day = {FIRST + timedelta(days=number): count for number, count in days.items()}
    *plot, ruler, measure = day_lines(by_day, FIRST, FIRST + timedelta(days=300), width=width)
    assert all(len(line) <= width for line in plot)
    assert ruler.startswith("2026-01-30")
    assert ruler.endswith("2026-11-26")
    assert f"a column is {-(-301 // width)} days" in measure
    assert [int(line.split()[1]) for line in counted_days(by_day)] == [by_day[day] for day in sorted(by_day)]


def test_a_small_plot_as_it_is_seen() -> None:
    by_day = {FIRST: 1, FIRST + timedelta(days=2): 10}
    assert day_lines(by_day, FIRST, FIRST + timedelta(days=3), width=80) == [
        "  █",
        "  █",
        "  █",
        "  █",
        "▄ █",
        "2026-01-30  2026-02-02",
        "a column is a day; the highest is 10",
    ]
    assert sparkline([0, 1, 4, 8, 0]) == "·▁▄█·"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "··"
