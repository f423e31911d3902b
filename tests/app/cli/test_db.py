"""`wirewatch db`: up and back, never beside a worker; and what the page about it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.errors import StorageError
from storage.workers import Workers
from tests.app.cli.archives import Archive

PAGE = Path(__file__).parents[3] / "docs" / "operations" / "upgrade.md"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    found = Archive(tmp_path)
    found.fill()
    return found


def test_back_and_up_again(archive: Archive) -> None:
    head = schema.revisions()[-1]
    back = archive.run("db", "downgrade", "0012")
    assert (back.exit_code, back.stdout.endswith(f"{head} -> 0012\n")) == (0, True)
    assert "run `wirewatch db upgrade`" in str(archive.run("status").exception)
    up = archive.run("db", "upgrade")
    assert (up.exit_code, up.stdout.endswith(f"0012 -> {head}\n")) == (0, True)


@pytest.mark.parametrize("revision", ["base", "head", "-1", "12", "9999", schema.revisions()[-1]])
def test_only_an_earlier_schema_is_gone_back_to(archive: Archive, revision: str) -> None:
    error = archive.run("db", "downgrade", "--", revision).exception
    assert isinstance(error, StorageError | SystemExit)
    assert schema.state(archive.url).current == schema.revisions()[-1]


def test_beside_a_worker_only_by_force(archive: Archive) -> None:
    database = Database(archive.url)
    Workers(database).register("w1", "elsewhere", 7, utc_now())
    database.close()
    already = archive.run("db", "upgrade")
    assert (already.exit_code, "already" in already.stdout) == (0, True)
    for command in (("db", "downgrade", "0012"), ("db", "upgrade")):
        error = archive.run(*command).exception
        assert isinstance(error, StorageError)
        assert "process 7 on elsewhere" in str(error)
        assert archive.run(*command, "--force").exit_code == 0
    assert schema.state(archive.url).current == schema.revisions()[-1]


def test_the_page_says_of_each_step_back_what_it_loses() -> None:
    named = re.findall(r"^\| (\d{4}) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert named == sorted(schema.revisions()[:-1], reverse=True)
