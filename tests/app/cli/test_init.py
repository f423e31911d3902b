import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app.cli.init import init
from app.config import load
from app.config.projection import database_url
from storage import schema

_app = typer.Typer()
_app.command()(init)
_run = CliRunner().invoke


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_a_file_that_loads_and_makes_its_database(folder: Path) -> None:
    result = _run(_app, [])
    assert result.exit_code == 0, result.output
    url = database_url(load(folder / "wirewatch.toml"))
    state = schema.state(url)
    assert state.current == state.head
    assert sorted(each.name for each in folder.iterdir() if "-" not in each.name) == [
        "wirewatch.db",
        "wirewatch.toml",
    ]


def test_it_says_what_it_wrote_and_what_to_do_next(folder: Path) -> None:
    said = _run(_app, []).stdout
    assert said.startswith("wrote wirewatch.toml\nmade the database sqlite:///")
    assert said.rstrip().endswith("wirewatch run")


@pytest.mark.parametrize(
    ("given", "file"),
    [("desk", "desk/wirewatch.toml"), ("a/b/desk.toml", "a/b/desk.toml"), (".", "wirewatch.toml")],
)
def test_a_folder_or_a_file_may_be_named(folder: Path, given: str, file: str) -> None:
    result = _run(_app, [given])
    assert result.exit_code == 0, result.output
    assert (folder / file).is_file()
    assert (folder / file).with_name("wirewatch.db").is_file()


def test_it_writes_over_nothing_unless_forced(folder: Path) -> None:
    file = folder / "wirewatch.toml"
    file.write_text("mine")
    refused = _run(_app, [])
    assert (refused.exit_code, file.read_text()) == (2, "mine")
    assert "--force" in refused.stderr
    assert not (folder / "wirewatch.db").exists()
    assert _run(_app, ["--force"]).exit_code == 0
    assert "The Defense News" in file.read_text()


def test_a_database_that_is_there_is_kept(folder: Path) -> None:
    assert _run(_app, []).exit_code == 0
    before = (folder / "wirewatch.db").read_bytes()
    said = _run(_app, ["--force"]).stdout
    assert "kept the database" in said
    assert (folder / "wirewatch.db").read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(folder: Path) -> None:
    (folder / "wirewatch.db").write_bytes(b"a letter, not a database\n" * 100)
    result = _run(_app, [])
    assert result.exit_code == 2
    assert not isinstance(result.exception, Exception), result.exception
    assert (folder / "wirewatch.db").read_bytes().startswith(b"a letter")


def test_a_folder_that_cannot_be_made_is_said(folder: Path) -> None:
    (folder / "file").write_text("")
    result = _run(_app, ["file/desk"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written" in result.stderr


def test_the_file_is_for_its_owner_alone(folder: Path) -> None:
    before = os.umask(0o022)
    try:
        assert _run(_app, []).exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "wirewatch.toml").stat().st_mode) == 0o600


def test_help_has_an_example() -> None:
    assert "Example: wirewatch init" in _run(_app, ["--help"]).stdout


def test_importing_the_commands_loads_no_heavy_library() -> None:
    heavy = "{'pydantic', 'scrapy', 'sqlalchemy', 'twisted', 'rich.console'}"
    program = f"import sys, app.cli.init, app.cli.config; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[3]
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"
