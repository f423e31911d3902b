"""One article is one, whatever the feed does with it: no second article, no second alert, and none is lost."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from tests.acceptance.outlet import TROUBLES, Desk, Item, Outlet

FEW_OR_ALL = [pytest.param(4, id="few"), pytest.param(20, id="all", marks=pytest.mark.soak)]
WINDOW = 10
NEWS = 3


def desk_with_news(db: Database) -> Desk:
    """A desk that has read a source twice: what it held at first, and three new articles, which were told."""
    outlet = Outlet()
    outlet.publish(*range(WINDOW - NEWS))
    desk = Desk(db, outlet)
    desk.read(outlet.window(WINDOW))
    assert (desk.alerts, desk.hits, desk.articles) == (0, WINDOW - NEWS, WINDOW - NEWS)
    outlet.publish(*range(700, 700 + NEWS))
    desk.read(outlet.window(WINDOW))
    assert (desk.alerts, desk.hits, desk.articles) == (NEWS, WINDOW, WINDOW)
    return desk


def assert_nothing_was_added(desk: Desk) -> None:
    assert (desk.alerts, desk.hits, desk.articles, desk.gaps) == (NEWS, WINDOW, WINDOW, 0)


@pytest.mark.parametrize("reads", FEW_OR_ALL)
@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_adds_no_alert(db: Database, name: str, reads: int) -> None:
    desk, rng = desk_with_news(db), random.Random(name)
    for read in range(reads):
        desk.read(TROUBLES[name](desk.outlet.window(WINDOW), read, rng))
    assert_nothing_was_added(desk)
    desk.read(desk.outlet.window(WINDOW))
    assert_nothing_was_added(desk)


@pytest.mark.parametrize("reads", FEW_OR_ALL)
def test_edits_add_no_alert(db: Database, reads: int) -> None:
    """Titles, texts and dates change, one after the other; every other edit changes the address as well."""
    desk, rng = desk_with_news(db), random.Random("edits")
    for read in range(reads):
        old = desk.outlet.stories[rng.choice(list(desk.outlet.stories))]
        changed = replace(old, title=f"{old.title}, again", edits=old.edits + 1)
        if read % 2:
            changed = replace(changed, slug=f"{old.slug}-v{read}")
        if read % 3 == 2:
            changed = replace(changed, published_at=old.published_at + timedelta(minutes=40))
        desk.outlet.put(changed)
        desk.read(desk.outlet.window(WINDOW))
    assert_nothing_was_added(desk)


@pytest.mark.parametrize(
    "reads", [pytest.param(10, id="few"), pytest.param(100, id="all", marks=pytest.mark.soak)]
)
def test_a_window_that_moves_on_loses_nothing(db: Database, reads: int) -> None:
    outlet = Outlet()
    outlet.publish(*range(WINDOW))
    desk = Desk(db, outlet)
    desk.read(outlet.window(WINDOW))
    for read in range(reads):
        first = WINDOW + NEWS * read
        outlet.publish(*range(first, first + NEWS))
        # The clock of the outlet goes with that of the desk.
        for number in range(first, first + NEWS):
            outlet.put(
                replace(
                    outlet.stories[number], published_at=desk.now + timedelta(minutes=number % 7, seconds=3)
                )
            )
        discovery = desk.read(outlet.window(WINDOW))
        assert (discovery.new, discovery.known) == (NEWS, WINDOW - NEWS)
    assert (desk.articles, desk.alerts, desk.gaps) == (WINDOW + NEWS * reads, NEWS * reads, 0)


@pytest.mark.parametrize(
    "items", [pytest.param(30, id="few"), pytest.param(200, id="all", marks=pytest.mark.soak)]
)
def test_a_first_read_is_silent(db: Database, items: int) -> None:
    outlet = Outlet()
    outlet.publish(*range(items))
    desk = Desk(db, outlet)
    assert desk.read(outlet.window(items)).is_first
    assert (desk.alerts, desk.articles) == (0, items)
    desk.read(outlet.window(items))
    assert (desk.alerts, desk.articles, desk.gaps) == (0, items, 0)


def test_two_articles_of_one_title_are_both_told(db: Database) -> None:
    desk = desk_with_news(db)
    for number in (703, 704):
        desk.outlet.publish(number)
        desk.outlet.put(replace(desk.outlet.stories[number], title="Live updates: battalion on the move"))
        desk.read(desk.outlet.window(WINDOW))
    assert (desk.alerts, desk.articles) == (NEWS + 2, WINDOW + 2)


def test_articles_that_came_and_went_between_two_polls_are_a_gap(db: Database) -> None:
    desk = desk_with_news(db)
    pinned = desk.outlet.window(WINDOW)[-1]
    desk.outlet.publish(*range(710, 710 + 2 * WINDOW))

    def shown() -> list[Item]:
        return [pinned, *desk.outlet.window(WINDOW - 1)]

    assert desk.read(shown()).gap
    assert not desk.read(shown()).gap
