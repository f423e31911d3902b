"""`wirewatch watch rematch` over an archive of either kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from storage.flags import Flags
from storage.outbox import Outbox
from tests.app.cli.desks import MAIL, Desk

WATCHES = """
[route]
group_by = "watch"

[[watches]]
name = "Ships"
query = "frigate"

[[watches]]
name = "Silent"
query = "troops"
channels = []
"""


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    """One hit of `Ships`; its query is edited since, so that two more articles match it."""
    desk = Desk(tmp_path, database_url, WATCHES + MAIL)
    desk.collect(["A frigate", "Two frigates", "Troops, and frigates"])
    desk.flag()
    desk.write(WATCHES.replace('"frigate"', '"frigate*"').replace('"troops"', '"troops OR two"') + MAIL)
    return desk


def test_new_hits_are_counted_and_nobody_is_told(desk: Desk, db: Database) -> None:
    before = Flags(db).hits("Ships")
    done = desk.run("watch", "rematch", "Ships")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Ships (version 2): 2 new hits, nobody is told\n"
    hits = Flags(db).hits("Ships")
    assert {(hit.article_id, hit.version) for hit, _ in hits} == {(1, 1), (2, 2), (3, 2)}
    assert before[0] in hits
    assert [each.article_id for each in Outbox(db).list()] == [1]
    again = desk.run("watch", "rematch", "Ships", "--alert")
    assert (again.exit_code, again.stdout) == (0, "Ships (version 2): no new hits\n")


def test_all_watches_with_alert(desk: Desk, db: Database) -> None:
    ships, silent = desk.rows("watch", "rematch", "--alert")
    assert ships == {"watch": "Ships", "version": 2, "verified": 2, "new_hits": 2, "told": 2}
    assert (silent["watch"], silent["new_hits"], silent["told"]) == ("Silent", 1, 0)
    assert sorted(each.article_id or 0 for each in Outbox(db).list()) == [1, 2, 3]


def test_one_watch_is_told_by_the_routes_of_all(desk: Desk, db: Database) -> None:
    ships = desk.row("watch", "rematch", "Ships", "--alert")
    assert (ships["new_hits"], ships["told"]) == (2, 2)
    assert {one.channel for one in Outbox(db).list()} == {"mail"}
    assert len(Outbox(db).list()) == 3


def test_a_watch_without_channels_says_so(desk: Desk) -> None:
    done = desk.run("watch", "rematch", "Silent", "--alert")
    assert done.stdout == "Silent (version 2): 1 new hit, nobody is told: the watch has no channel\n"


def test_only_what_was_saved_since(desk: Desk) -> None:
    assert desk.row("watch", "rematch", "Ships", "--since", "2026-03-02")["new_hits"] == 0
    assert desk.row("watch", "rematch", "Ships", "--since", "2026-03-01")["new_hits"] == 2


def test_what_cannot_be_done(desk: Desk) -> None:
    refused = desk.run("watch", "rematch", "Shps")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "did you mean 'Ships'?" in refused.stderr
    assert desk.run("watch", "rematch", "--since", "soon").exit_code == 2
    desk.write("")
    assert desk.run("watch", "rematch").exit_code == 1
