"""`search`, `show` and `hits` over a filled archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import StorageError
from tests.app.cli.archives import HOSTILE_TITLE, Archive, is_harmless


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.fill()
    return archive


def test_search_marks_the_evidence_and_exits_0(archive: Archive) -> None:
    found = archive.run("search", "road 북한")
    assert found.exit_code == 0
    assert "Troops move" in found.stdout
    assert "They went by [road], [북한]." in found.stdout
    assert "https://gazette.example/0" in found.stdout


def test_search_as_json_gives_passages_with_marks(archive: Archive) -> None:
    (row,) = archive.rows("search", "road")
    assert row["url"] == "https://gazette.example/0"
    assert row["revision"] == 2
    assert row["passages"] == [{"text": "They went by road, 북한.", "marks": [[13, 17]]}]
    assert row["collected_at"] == "2026-03-01T12:00:00+00:00"


def test_nothing_found_exits_1(archive: Archive) -> None:
    assert (archive.run("search", "submarine").exit_code, archive.rows("search", "submarine")) == (1, [])
    assert archive.run("search", "submarine").stdout == "nothing found\n"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3),
        (("--limit", "2"), 2),
        (("--source", "gazette"), 3),
        (("--source", "evil"), 0),
        (("--watch", "troops"), 3),
        (("--watch", "nobody's"), 0),
        (("--since", "2026-03-01"), 3),
        (("--since", "2026-03-01T12:00:01Z"), 0),
        (("--until", "2026-03-01T12:00:01+00:00"), 3),
        (("--until", "2026-03-01"), 0),
    ],
)
def test_search_narrows(archive: Archive, options: tuple[str, ...], count: int) -> None:
    assert len(archive.rows("search", "troops", *options)) == count


def test_a_bad_query_shows_the_message_and_the_place(archive: Archive) -> None:
    refused = archive.run("search", "troops AND (북한 NEAR/5")
    assert refused.exit_code == 2
    message, query, caret = refused.stderr.splitlines()
    assert message.startswith("wirewatch: column ")
    assert query == "troops AND (북한 NEAR/5"
    assert caret.strip() == "^"


def test_a_query_full_of_escapes_is_refused_harmlessly(archive: Archive) -> None:
    assert is_harmless(archive.run("search", "\x1b[2J AND (").stderr)


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_moment_that_is_none_is_a_usage_error(archive: Archive, option: str) -> None:
    refused = archive.run("search", "troops", option, "last week")
    assert refused.exit_code == 2
    assert option in refused.stderr
    assert "90d" in refused.stderr


def test_show_prints_all_that_the_archive_knows(archive: Archive) -> None:
    number = str(archive.rows("search", "road")[0]["id"])
    shown = archive.run("show", number)
    assert shown.exit_code == 0
    for words in (
        "Troops move",
        "They went by road",
        "revisions: 2",
        "hits: 1",
        "troops [NOT DELIVERED: mail] by Troops",
    ):
        assert words in shown.stdout
    (row,) = archive.rows("show", number)
    assert [one["revision"] for one in row["revisions"]] == [1, 2]
    assert row["hits"][0]["spans"] == [{"field": "title", "start": 0, "end": 6, "form": "Troops"}]
    assert row["text"] == "They went by road, 북한."


def test_an_unknown_article_is_said_on_one_line(archive: Archive) -> None:
    unknown = archive.run("show", "4711")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr == "wirewatch: the archive has no article 4711\n"
    assert archive.run("show", "9" * 30).exit_code == 2


def test_hits_are_listed_with_what_became_of_them(archive: Archive) -> None:
    listed = archive.run("hits")
    assert listed.exit_code == 0
    for fate in ("troops  [told: mail]", "troops  [waiting: mail]", "troops  [NOT DELIVERED: mail]"):
        assert listed.stdout.count(fate) == 1
    rows = archive.rows("hits", "--watch", "troops", "--limit", "2")
    assert [row["outcome"] for row in rows] == ["told", "told"]
    assert rows[0]["article"]["source"] == "gazette"
    assert [row["deliveries"][0]["state"] for row in rows] == ["dead", "waiting"]
    assert archive.rows("hits", "--since", "2026-03-02") == []


@pytest.mark.parametrize(
    ("command", "option", "name", "proposed"),
    [
        (["hits"], "--watch", "trops", "troops"),
        (["search", "troops"], "--watch", "TROOPS", "troops"),
        (["search", "troops"], "--source", "gazete", "gazette"),
    ],
)
def test_a_misspelt_name_does_not_look_like_no_news(
    archive: Archive, command: list[str], option: str, name: str, proposed: str
) -> None:
    refused = archive.run(*command, option, name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert proposed in refused.stderr


def test_hostile_words_print_harmlessly(archive: Archive) -> None:
    searched = archive.run("search", "frigate")
    number = searched.stdout.split()[0]
    for printed in (searched.stdout, archive.run("show", number).stdout):
        assert "[Frigate] ]0;owned" in printed or "Frigate ]0;owned" in printed
        assert "FORGED LINE" in printed
        assert not any(line.startswith("FORGED") for line in printed.splitlines())
        assert is_harmless(printed)
    assert is_harmless(archive.run("search", "frigate", "--json").stdout)
    (row,) = archive.rows("search", "frigate")
    assert row["title"] == HOSTILE_TITLE, "programs get the words as they are, by JSON's escapes"


def test_a_missing_database_names_what_makes_one(tmp_path: Path) -> None:
    asked = Archive(tmp_path).run("search", "troops")
    assert isinstance(asked.exception, StorageError)
    assert "wirewatch db upgrade" in str(asked.exception)
