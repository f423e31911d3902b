"""A reader that hangs or dies is noticed, and the pages after it are still read."""

from __future__ import annotations

import pytest

from benchmarks.isolated import Lost, answers
from tests.benchmarks.bad_readers import answer


def test_what_hangs_or_dies_costs_only_itself() -> None:
    given = ["first", "turns", "second", "dies", "third", "waits", "fourth"]
    assert list(answers(answer, given, seconds=0.5)) == [
        "first read",
        Lost("took over 0.5 s of CPU"),
        "second read",
        Lost("its process died with exit code 7"),
        "third read",
        Lost("took over 6 s"),
        "fourth read",
    ]


def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(LookupError):
        list(answers(answer, ["raises"], seconds=60))
