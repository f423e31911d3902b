"""Hostile servers read by a real worker: some of them here, all of them in the soak."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.hostile import ALL
from tests.hostile.case import QUICK, Case
from tests.hostile.delays import MOST_TIMES, measure
from tests.hostile.exam import CALM, MOST_MEMORY, Exam, sit

_QUICK = [case for case in ALL if case.deadline <= QUICK and case.polls == 1]


def _assert_passed(exam: Exam) -> None:
    assert [f"{one.case.name}: {'; '.join(one.faults)}" for one in exam.sat if one.faults] == []
    assert exam.trapped == ()
    assert exam.calm_read == CALM


async def test_some_of_them_end_in_a_named_state(tmp_path: Path) -> None:
    some: list[Case] = random.Random(6).sample(_QUICK, 24)
    _assert_passed(await sit(some, tmp_path))


@pytest.mark.soak
async def test_all_of_them_do_within_their_deadlines_and_bounds(tmp_path: Path) -> None:
    exam = await sit(ALL, tmp_path)
    _assert_passed(exam)
    assert exam.failed == []
    assert exam.peak_memory - exam.base_memory <= MOST_MEMORY


@pytest.mark.soak
async def test_other_sources_are_read_as_soon_beside_them(tmp_path: Path) -> None:
    """A ratio of one run: a slow machine is as slow in both halves."""
    delays = await measure(ALL, tmp_path)
    assert delays.times < MOST_TIMES
