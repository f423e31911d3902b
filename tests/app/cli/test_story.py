"""`story list`, `show`, `merge` and `split`, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage.database import Database
from storage.stories import RulingError, group_new
from tests.app.cli.archives import HOSTILE_TITLE, is_harmless
from tests.app.cli.desks import NOW, Desk
from tests.storage.samples import collected
from tests.storage.stories.test_grouping import PRESS


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    """A wire's report (1) with two copies (2, 3) and another report (4); and another event (5)."""
    desk = Desk(tmp_path, database_url)
    database = Database(desk.url)
    for each in (*PRESS[:-1], replace(PRESS[-1], title=HOSTILE_TITLE)):
        collected(database, each, NOW)
    while group_new(database, NOW).articles:
        pass
    database.close()
    return desk


def test_stories_are_listed_with_who_reports_them(desk: Desk) -> None:
    listed = desk.run("story", "list")
    assert listed.exit_code == 0
    assert (
        "1  2026-03-01 12:30 UTC  4 outlets, 2 independent  North Korea sends engineers and armour to Kursk\n"
        in listed.stdout
    )
    assert is_harmless(listed.stdout)
    assert {row["id"] for row in desk.rows("story", "list")} == {1, 5}
    (row,) = desk.rows("story", "list", "--outlets", "2")
    assert (row["id"], row["articles"], row["copies"]) == (1, 4, 2)
    assert row["independent"] == ["wire.example", "ledger.example"]
    assert row["first_report"] == {
        "article": 1,
        "outlet": "wire.example",
        "url": "https://wire.example/story",
    }
    assert len(desk.rows("story", "list", "--limit", "1")) == 1
    assert desk.run("story", "list", "--outlets", "9").stdout == "no stories\n"


def test_a_story_is_shown_with_what_tied_each_article_in(desk: Desk) -> None:
    shown = desk.run("story", "show", "1")
    assert shown.exit_code == 0
    lines = [line.strip() for line in shown.stdout.splitlines()]
    assert "first report: 2026-03-01 12:00 UTC, wire.example, article 1" in lines
    assert "independent:  2: wire.example, ledger.example" in lines
    assert "begins the story" in lines
    assert lines.count("copy of article 1, similarity 100%") == 2
    assert "https://ledger.example/story" in lines
    (bond,) = [line for line in lines if line.startswith("likeness ")]
    assert ", needed 0." in bond
    assert "; by name " in bond
    row = desk.row("story", "show", "1")
    assert [member["copy_of"] for member in row["members"]] == [None, 1, 1, None]
    assert [member["by_person"] for member in row["members"]] == [False] * 4
    assert row["members"][3]["bond"]["ties"]


def test_words_of_the_web_reach_no_terminal(desk: Desk) -> None:
    assert is_harmless(desk.run("story", "show", "5").stdout)
    assert is_harmless(desk.run("story", "show", "5", "--json").stdout)
    assert desk.row("story", "show", "5")["title"] == HOSTILE_TITLE


def test_a_story_that_is_not_there(desk: Desk) -> None:
    shown = desk.run("story", "show", "99")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == "wirewatch: there is no story 99; wirewatch story list shows them\n"


def test_a_merge_is_told_and_the_other_number_leads_to_the_story(desk: Desk) -> None:
    merged = desk.run("story", "merge", "1", "5")
    assert (merged.exit_code, merged.stdout) == (
        0,
        "story 1 has 5 outlets, 3 independent; articles: 1, 2, 3, 4, 5\n",
    )
    shown = desk.run("story", "show", "5").stdout
    assert shown.startswith("story 5 was merged into story 1\n")
    assert "    put here by a person\n" in shown
    assert [row["id"] for row in desk.rows("story", "list")] == [1]
    assert desk.row("story", "show", "5")["members"][4]["by_person"] is True


def test_a_split_is_told_and_undone_by_a_merge(desk: Desk) -> None:
    split = desk.run("story", "split", "1", "4")
    assert (split.exit_code, split.stdout.splitlines()) == (
        0,
        [
            "story 1 has 3 outlets, 1 independent; articles: 1, 2, 3",
            "story 4 has 1 outlet; articles: 4",
        ],
    )
    assert "    begins the story\n" in desk.run("story", "show", "4").stdout
    assert desk.run("story", "merge", "1", "4").exit_code == 0
    assert len(desk.row("story", "show", "1")["members"]) == 4


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("merge", "1", "1"), "1 and 1 are one story already"),
        (("merge", "1", "99"), "there is no story 99"),
        (("split", "1", "5"), "article 5 is not in story 1"),
        (("split", "5", "5"), "story 5 would lose none of its articles, or all"),
    ],
)
def test_what_cannot_be_ruled_is_an_error_for_people(
    desk: Desk, arguments: tuple[str, ...], reason: str
) -> None:
    refused = desk.run("story", *arguments)
    assert isinstance(refused.exception, RulingError)
    assert str(refused.exception) == reason
