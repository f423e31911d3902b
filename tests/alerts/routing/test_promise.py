"""Whatever happens, in any order: each story is told once, and nothing is lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.routing.tree import RouteTree
from storage.database import Database
from tests.alerts.routing.database_desk import DatabaseDesk, filled
from tests.alerts.routing.happenings import BEGINNINGS, Happening, sequences, trees
from tests.alerts.routing.promise import Desk, Promise
from tests.alerts.routing.pure_desk import PureDesk


def kept(desk: Desk, beginning: datetime, tree: RouteTree, happenings: list[Happening]) -> None:
    """Hold all of it against the promise."""
    promise = Promise(desk=desk, now=beginning, tree=tree)
    for one in happenings:
        promise.happens(one)
    promise.ends()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), trees(), sequences())
def test_the_promise_is_kept(beginning: datetime, tree: RouteTree, happenings: list[Happening]) -> None:
    kept(PureDesk(), beginning, tree, happenings)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(st.sampled_from(BEGINNINGS), trees(), sequences(60))
def test_the_promise_is_kept_for_long(
    beginning: datetime, tree: RouteTree, happenings: list[Happening]
) -> None:
    kept(PureDesk(), beginning, tree, happenings)


def through_an_archive(db: Database, examples: int, most: int) -> None:
    """So many sequences, one after another, on one archive."""
    filled(db)

    @settings(max_examples=examples, deadline=None, derandomize=True)
    @given(st.sampled_from(BEGINNINGS), trees(), sequences(most))
    def holds(beginning: datetime, tree: RouteTree, happenings: list[Happening]) -> None:
        kept(DatabaseDesk(db), beginning, tree, happenings)

    holds()


def test_an_archive_keeps_the_promise(db: Database) -> None:
    through_an_archive(db, 30, 30)


@pytest.mark.soak
def test_an_archive_keeps_the_promise_for_long(db: Database) -> None:
    through_an_archive(db, 400, 59)
