"""Whatever happens, in any order: each story is told once, and nothing is lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.routing.tree import RouteTree
from tests.alerts.routing.happenings import BEGINNINGS, Happening, sequences, trees
from tests.alerts.routing.promise import Promise
from tests.alerts.routing.pure_desk import PureDesk


def kept(beginning: datetime, tree: RouteTree, happenings: list[Happening]) -> None:
    """Hold all of it against the promise."""
    promise = Promise(desk=PureDesk(), now=beginning, tree=tree)
    for one in happenings:
        promise.happens(one)
    promise.ends()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), trees(), sequences())
def test_the_promise_is_kept(beginning: datetime, tree: RouteTree, happenings: list[Happening]) -> None:
    kept(beginning, tree, happenings)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(st.sampled_from(BEGINNINGS), trees(), sequences(60))
def test_the_promise_is_kept_for_long(
    beginning: datetime, tree: RouteTree, happenings: list[Happening]
) -> None:
    kept(beginning, tree, happenings)
