"""`wirewatch backfill`: files by command, stopped and gone on with."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.backfills import Backfills
from storage.database import Database
from storage.records import BackfillState
from tests.app.cli.backfills import start, until_saved
from tests.app.cli.desks import Desk
from tests.crawler.warc.files import page, written


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path, database_url)


def test_files_are_read_and_shown(desk: Desk, tmp_path: Path) -> None:
    first = written(tmp_path / "a.warc.gz", [page(0), page(1)])
    second = written(tmp_path / "b.warc.gz", [page(2)])
    ended = desk.run("backfill", "--warc", str(first), str(second))
    assert ended.exit_code == 0
    assert ended.stdout.splitlines() == [
        f"{first}: done: 2 new articles, 0 revisions of known ones, 0 known already, 0 no article",
        f"{second}: done: 1 new article, 0 revisions of known ones, 0 known already, 0 no article",
        "2 backfills: 3 new articles, 0 revisions of known ones, 0 known already, 0 no article",
    ]
    row = desk.rows("backfill", "--list")[0]
    assert (row["place"], row["state"], row["new"], row["records"]) == (str(first), "done", 2, 2)
    assert row["offset"] == row["size"] == first.stat().st_size
    again = desk.rows("backfill", "--warc", str(first), "--again")[0]
    assert (again["new"], again["known"]) == (0, 2)


def test_a_file_that_is_torn_is_exit_code_1_and_the_others_are_read(desk: Desk, tmp_path: Path) -> None:
    torn = written(tmp_path / "a.warc.gz", [page(0), page(1)])
    whole = torn.read_bytes()
    torn.write_bytes(whole[:-60])
    sound = written(tmp_path / "b.warc.gz", [page(2)])
    ended = desk.run("backfill", "--warc", str(torn), "--warc", str(sound))
    assert ended.exit_code == 1
    assert f"{torn}: failed at " in ended.stdout
    assert "; at byte " in ended.stdout
    assert f"{sound}: done: 1 new article" in ended.stdout
    torn.write_bytes(whole)
    assert desk.run("backfill", "--warc", str(torn)).exit_code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "wirewatch: name what to read: --warc FILE or --sitemap URL; --list shows all"),
        (
            ("--warc", "/nowhere.warc.gz"),
            "wirewatch: /nowhere.warc.gz cannot be read: No such file or directory",
        ),
        (("--warc", "/"), "wirewatch: / cannot be read: Is a directory"),
    ],
)
def test_what_cannot_begin_is_exit_code_2(
    tmp_path: Path, sqlite_url: str, given: tuple[str, ...], said: str
) -> None:
    ended = Desk(tmp_path, sqlite_url).run("backfill", *given)
    assert (ended.exit_code, ended.stderr) == (2, f"{said}\n")


def test_files_are_noted_for_workers(tmp_path: Path, sqlite_url: str) -> None:
    desk = Desk(tmp_path, sqlite_url)
    file = written(tmp_path / "a.warc.gz", [page(0)])
    row = desk.row("backfill", "--warc", str(file), "--since", "2026-01-01", "--queue")
    assert (row["state"], row["since"], row["new"]) == ("waiting", "2026-01-01T00:00:00+00:00", 0)
    assert "no backfills" not in desk.run("backfill", "--list").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_same_command_goes_on_after_any_end(
    tmp_path: Path, sqlite_url: str, number: signal.Signals
) -> None:
    desk = Desk(tmp_path, sqlite_url)
    database = Database(sqlite_url)
    file = written(tmp_path / "a.warc.gz", [page(each) for each in range(120)])
    process = start(desk, "--warc", str(file), "--json")
    until_saved(database, process)
    # A terminal's Ctrl-C goes to all of its processes.
    os.killpg(process.pid, number)
    output, errors = process.communicate()
    if number is signal.SIGKILL:
        assert process.returncode == -signal.SIGKILL
    else:
        assert process.returncode == 1
        assert "stopping; the same command goes on from here" in errors
        assert json.loads(output)["state"] == "waiting"
    (stopped,) = Backfills(database).list()
    assert stopped.state is not BackfillState.DONE
    row = desk.row("backfill", "--warc", str(file))
    assert (row["state"], row["new"], row["known"]) == ("done", 120, 0)
    assert Archive(database).count() == 120
    database.close()
