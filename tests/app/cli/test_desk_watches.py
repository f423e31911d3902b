"""The watches of the desk on the command line: named like those of the file, moved to it, removed."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.access import Audit
from storage.database import Database
from storage.desk_watches import DeskWatches
from storage.records import DeskWatchDraft, Severity
from tests.app.cli.archives import is_harmless
from tests.app.cli.desks import Desk

NOW = datetime.now(UTC).replace(microsecond=0)
WATCHES = """
[[watches]]
name = "Ships"
query = "frigate*"
"""
RAIL = DeskWatchDraft(query='train* NEAR/5\n"rail \\ way"', severity=Severity.CRITICAL, note="for\nAnna")


@pytest.fixture
def desk(tmp_path: Path, db: Database, database_url: str) -> Desk:
    """One watch in the file, one at the desk."""
    desk = Desk(tmp_path, database_url, WATCHES)
    DeskWatches(db).add("Rail / 철도", RAIL, "anna", NOW)
    return desk


def test_watches_of_the_desk_are_listed_with_their_place(desk: Desk) -> None:
    ships, rail = desk.rows("watch", "list")
    assert ships["name"] == "Ships"
    assert "wirewatch.toml:" in ships["place"]
    assert (rail["name"], rail["place"]) == ("Rail / 철도", "desk")
    assert "; desk)" in desk.run("watch", "list").stdout


def test_watches_of_the_desk_can_be_named(desk: Desk, db: Database) -> None:
    desk.collect(["A train of the rail \\ way"], NOW)
    assert [row["hits"] for row in desk.rows("watch", "backtest", "Rail / 철도")] == [1]
    assert desk.run("watch", "why", "1", "Rail / 철도").exit_code == 0
    assert {row["watch"] for row in desk.rows("watch", "stats")} == {"Ships", "Rail / 철도"}
    assert desk.run("hits", "--watch", "Rail / 철도").exit_code in (0, 1)
    (row,) = desk.rows("watch", "rematch", "Rail / 철도")
    assert row["new_hits"] == 1
    (version,) = desk.rows("watch", "versions", "Rail / 철도")
    assert version["in_force"] is True
    DeskWatches(db).save("Rail / 철도", 1, DeskWatchDraft(query="bus"), "anna", NOW)
    assert (
        "at the desk, not taken over by a worker yet" in desk.run("watch", "versions", "Rail / 철도").stdout
    )
    refused = desk.run("watch", "stats", "Rial / 철도")
    assert refused.exit_code == 2
    assert "did you mean 'Rail / 철도'?" in refused.stderr


def test_a_watch_moves_to_the_file(desk: Desk, db: Database) -> None:
    exported = desk.run("watch", "export", "--name", "Rail / 철도")
    assert exported.exit_code == 0
    assert is_harmless(exported.stdout)
    assert "# for\n# Anna\n" in exported.stdout
    (table,) = tomllib.loads(exported.stdout)["watches"]
    assert table == {"name": "Rail / 철도", "query": RAIL.query, "severity": "critical"}

    desk.write(WATCHES + exported.stdout)
    assert "NOT WATCHED: Rail / 철도 of the desk" in desk.run("status").stdout
    (status,) = desk.rows("status")
    assert [one["watch"] for one in status["desk_watches_left_out"]] == ["Rail / 철도"]
    assert desk.run("watch", "remove", "Rail / 철도").exit_code == 0
    assert "NOT WATCHED" not in desk.run("status").stdout
    assert DeskWatches(db).living() == []
    assert [(one.action, one.who) for one in Audit(db).newest()] == [("watch.remove", "local")]
    assert [row["name"] for row in desk.rows("watch", "list")] == ["Ships", "Rail / 철도"]


def test_what_the_desk_does_not_have_is_neither_exported_nor_removed(desk: Desk) -> None:
    for command in (("remove", "Rail / 철드"), ("export", "--name", "Rail / 철드")):
        refused = desk.run("watch", *command)
        assert refused.exit_code == 2
        assert "did you mean 'Rail / 철도'?" in refused.stderr
    assert "the desk has no watch 'Ships'" in desk.run("watch", "remove", "Ships").stderr
    assert desk.run("watch", "remove", "Rail / 철도").exit_code == 0
    assert desk.run("watch", "export").exit_code == 1
