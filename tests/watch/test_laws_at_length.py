"""The laws of the language at full count: `make soak`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch import test_laws
from tests.watch.strategies import Case, cases, hostile, queries

pytestmark = pytest.mark.soak


@given(hostile())
@settings(max_examples=10_000, deadline=None)
def test_anything_is_understood_or_refused_with_a_column(query: str) -> None:
    test_laws.understood_or_refused(query)


@given(st.one_of(cases(), cases(), cases(20)))
@settings(max_examples=10_000, deadline=None)
def test_a_match_is_what_the_plain_oracle_finds(case: Case) -> None:
    test_laws.found_as_by_the_oracle(case)


@given(cases())
@settings(max_examples=10_000, deadline=None)
def test_whatever_matches_is_among_the_candidates(case: Case) -> None:
    test_laws.among_the_candidates(case)


@given(queries())
@settings(max_examples=10_000, deadline=None)
def test_the_printed_form_parses_to_the_same_query(query: str) -> None:
    test_laws.printed_as_understood(query)


@given(test_laws.EDITS)
@settings(max_examples=1_000, deadline=None)
def test_many_watches_find_what_each_finds_alone(edits: list[tuple[int, Case | None]]) -> None:
    test_laws.together_as_alone(edits)
