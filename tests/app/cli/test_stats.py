"""`wirewatch stats`, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cli.archives import Archive, is_harmless


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.fill()
    return made


def test_sources_with_what_is_usual_and_what_the_disk_holds(archive: Archive) -> None:
    (tmp := archive.folder / "captures").mkdir()
    (tmp / "a.warc.gz").write_bytes(b"x" * 1234)
    shown = archive.run("stats")
    assert shown.exit_code == 0
    assert is_harmless(shown.stdout)
    first, heading, gazette, evil, disk, growth = shown.stdout.splitlines()
    assert first.startswith("4 articles in 5 revisions, 2026-03-01 12:00 UTC to 2026-03-01 12:00 UTC; ")
    assert heading.split() == ["articles", "a", "day", "the", "last", "source"]
    assert gazette.split()[0] == "3"
    assert evil.endswith("evil")
    assert "captures 1.23 kB" in disk
    assert growth.startswith("a day adds ")


def test_programs_are_told_the_same(archive: Archive) -> None:
    (by_source,) = archive.rows("stats")
    assert [(row["source"], row["articles"]) for row in by_source["counts"]] == [("gazette", 3), ("evil", 1)]
    assert by_source["disk"]["in_a_year"] >= by_source["disk"]["whole"]
    (by_day,) = archive.rows("stats", "--by", "day")
    assert by_day["counts"] == [{"day": "2026-03-01", "articles": 4}]
    (by_language,) = archive.rows("stats", "--by", "language")
    assert by_language["counts"] == [{"language": None, "articles": 4}]
    (none,) = archive.rows("stats", "--since", "2026-03-02")
    assert (none["articles"], none["counts"]) == (4, [])


def test_days_and_languages_are_lines_in_a_pipe(archive: Archive) -> None:
    assert "2026-03-01  4" in archive.run("stats", "--by", "day").stdout.splitlines()
    assert "        4  of unknown language" in archive.run("stats", "--by", "language").stdout.splitlines()


def test_a_time_that_is_none_is_refused(archive: Archive) -> None:
    refused = archive.run("stats", "--since", "soon")
    assert refused.exit_code == 2
    assert "--since" in refused.stderr
