"""`wirewatch backup` and `wirewatch restore`, as they are typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.version import program_version
from storage import schema
from storage.backup import BackupError
from storage.database import Database
from storage.records import DeliveryState
from tests.app.cli.archives import Archive


@pytest.fixture
def desk(tmp_path: Path) -> Archive:
    """Articles, hits, and deliveries in each state."""
    (tmp_path / "desk").mkdir()
    made = Archive(tmp_path / "desk")
    made.fill()
    return made


@pytest.fixture
def other(tmp_path: Path) -> Archive:
    """A desk on another machine, which has no database yet."""
    (tmp_path / "other").mkdir()
    return Archive(tmp_path / "other")


def test_there_and_back(desk: Archive, other: Archive, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    written = desk.run("backup", str(file))
    assert written.exit_code == 0
    assert written.stdout.startswith(f"wrote {file}: ")
    # no terminal: plain lines
    assert "articles: 4 rows" in written.stderr
    restored = other.run("restore", str(file))
    assert restored.exit_code == 0
    assert restored.stdout.startswith(f"restored {file} to {other.url}: ")
    assert "full-text index: 4 articles" in restored.stderr
    assert other.run("verify").stdout.splitlines()[-1] == "nothing differs from what was written"
    for command in (("search", "frigate"), ("hits",), ("deliveries", "list"), ("story", "list")):
        assert other.run(*command).stdout == desk.run(*command).stdout


def test_for_programs(desk: Archive, other: Archive, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    (written,) = desk.rows("backup", str(file))
    assert written["file"] == str(file)
    assert written["bytes"] == file.stat().st_size
    assert (written["version"], written["schema"]) == (program_version(), schema.head())
    assert (written["database"], written["tables"]["articles"]) == ("sqlite", 4)
    (checked,) = other.rows("restore", "--check", str(file))
    assert checked == {key: value for key, value in written.items() if key not in ("bytes", "seconds")}
    assert not (other.folder / "wirewatch.db").exists()
    (restored,) = other.rows("restore", str(file))
    assert restored["tables"] == written["tables"]
    assert (restored["made_at"], restored["restored_schema"]) == (written["made_at"], schema.head())


def test_a_check_is_one_line(desk: Archive, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    desk.run("backup", str(file))
    checked = desk.run("restore", "--check", str(file))
    assert checked.exit_code == 0
    assert checked.stdout.startswith(f"{file} is whole: ")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BackupError, match="is not whole"):
        raise desk.run("restore", "--check", str(file)).exception or AssertionError


def test_what_was_being_sent_is_told(desk: Archive, other: Archive, tmp_path: Path) -> None:
    database = Database(desk.url)
    with database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE deliveries SET state = 'sending', worker_id = 'w1' WHERE state = 'waiting'"
        )
    database.close()
    desk.run("backup", str(tmp_path / "backup"))
    said = other.run("restore", str(tmp_path / "backup")).stdout.splitlines()
    assert said[-1].endswith("that a worker was sending wait again")
    assert other.delivery(DeliveryState.WAITING)


def test_a_refusal_is_one_line_and_exit_code_2(desk: Archive, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    file.write_bytes(b"mine")
    for command, why in (
        ("backup", f"{file} is there already; nothing is written over"),
        ("restore", f"{desk.folder / 'wirewatch.db'} is there already; nothing is written over"),
    ):
        ended = subprocess.run(
            [sys.executable, "-m", "app.cli", command, str(file), "--config", str(desk.config)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr == f"wirewatch: {why}\n"
    assert file.read_bytes() == b"mine"


def test_an_older_database_is_backed_up_before_it_is_migrated(
    desk: Archive, other: Archive, tmp_path: Path
) -> None:
    schema.downgrade(desk.url, "0013")
    assert desk.run("backup", str(tmp_path / "backup")).exit_code == 0
    assert other.run("restore", str(tmp_path / "backup")).exit_code == 0
    assert other.run("verify").exit_code == 0
