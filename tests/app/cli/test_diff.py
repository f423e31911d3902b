"""`diff`: what an edit changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.readers.word_diff import Change
from app.shown.diff_runs import revised_runs
from storage.database import Database
from tests.app.cli.archives import HOSTILE_TITLE, NOW, Archive, is_harmless
from tests.storage.samples import article, collected

URL = "https://gazette.example/0"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Article 3 in three wordings, of which the last one changed its title alone; article 2 in one."""
    archive = Archive(tmp_path)
    archive.fill()
    database = Database(archive.url)
    collected(database, article(URL, title=HOSTILE_TITLE, text="They went by road, 북한."), NOW)
    database.close()
    return archive


def test_the_last_two_revisions_are_compared(archive: Archive) -> None:
    shown = archive.run("diff", "3")
    assert shown.exit_code == 0
    assert "revision 2, 2026-03-01 12:00 UTC -> revision 3, 2026-03-01 12:00 UTC\n" in shown.stdout
    assert "title: [-Troops move-]" in shown.stdout
    assert "text:" not in shown.stdout
    assert "\nFORGED" not in shown.stdout
    assert is_harmless(shown.stdout)


def test_two_revisions_are_compared_in_the_order_that_is_asked_for(archive: Archive) -> None:
    shown = archive.run("diff", "3", "--revisions", "1", "2").stdout
    assert shown.endswith("\ntext: They went by [-rail.-]{+road, 북한.+}\n")
    (row,) = archive.rows("diff", "3", "--revisions", "2", "1")
    assert [one["revision"] for one in row["revisions"]] == [2, 1]
    assert row["title"] == []
    assert row["text"][1:] == [
        {"change": "removed", "text": "road, 북한."},
        {"change": "added", "text": "rail."},
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("99",), "wirewatch: the archive has no article 99\n"),
        (("2",), "wirewatch: article 2 has one revision; nothing of it was edited\n"),
        (("3", "--revisions", "1", "9"), "wirewatch: article 3 has no revision 9; it has 3\n"),
    ],
)
def test_what_is_not_there_is_said(archive: Archive, arguments: tuple[str, ...], said: str) -> None:
    refused = archive.run("diff", *arguments)
    assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", said)


def test_wordings_that_are_the_same_are_said_to_be(archive: Archive) -> None:
    same = archive.run("diff", "3", "--revisions", "2", "2")
    assert same.exit_code == 1
    assert same.stdout.endswith("no word differs\n")


def test_a_text_that_only_repeats_itself_is_removed_and_added_as_a_whole() -> None:
    runs = revised_runs("buy now " * 20_000, "now buy " * 20_000)
    assert [run.change for run in runs] == [Change.MISSING, Change.EXTRA]


WORDS = st.lists(st.sampled_from(["troops", "went", "by", "rail", "북한", "軍", "\n"]), max_size=12).map(
    " ".join
)


@given(WORDS, WORDS)
def test_what_was_kept_and_removed_is_the_old_wording_and_with_what_was_added_the_new(
    before: str, after: str
) -> None:
    runs = revised_runs(before, after)
    if not runs:
        assert before.split() == after.split()
        return
    for wording, gone in ((before, Change.EXTRA), (after, Change.MISSING)):
        shown = "".join(f"{run.text} " for run in runs if run.change is not gone)
        assert shown.split() == wording.split()
