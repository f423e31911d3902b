import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.config import app
from tests.app.config.files import FULL, MINIMAL, SECRETS

_run = CliRunner().invoke


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret-smtp")
    path = tmp_path / "wirewatch.toml"
    path.touch(mode=0o600)
    path.write_text(FULL)
    return path


def test_check_counts_what_a_sound_file_holds(file: Path) -> None:
    result = _run(app, ["check"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "wirewatch.toml can be used: 2 sources, 2 watches, 2 channels\n"


def test_check_says_all_that_is_wrong_and_exits_2(file: Path) -> None:
    file.write_text(
        FULL.replace('query = "drone*"', 'query = "drone* AND"').replace('every = "1h"', "every = 1")
    )
    result = _run(app, ["check"])
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    assert first.startswith("wirewatch.toml: sources.0.every: must be a time")
    assert second.startswith("wirewatch.toml: watches.1.query, column ")
    assert result.stdout == ""


def test_check_warns_and_exits_0(file: Path) -> None:
    file.write_text(FULL.replace("desk@news.test", "you@example.org", 1))
    result = _run(app, ["check"])
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: wirewatch.toml: manners.contact: is still the placeholder")


def test_check_as_json(file: Path) -> None:
    file.write_text(MINIMAL + '[[watches]]\nname = "a"\nquery = "a AND (b"\n')
    result = _run(app, ["check", "--json"])
    assert result.exit_code == 2
    answer = json.loads(result.stdout)
    [problem] = answer["problems"]
    assert (answer["file"], answer["warnings"]) == ("wirewatch.toml", [])
    assert (problem["path"], problem["line"], problem["column"]) == ("watches.0.query", 5, 7)


def test_the_file_may_be_named_or_come_from_the_environment(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.with_name("other.toml")
    file.rename(other)
    assert _run(app, ["check"]).exit_code == 2
    assert _run(app, ["check", "--config", str(other)]).exit_code == 0
    monkeypatch.setenv("WIREWATCH_CONFIG", str(other))
    assert _run(app, ["check"]).exit_code == 0


def test_show_prints_toml_without_secrets(file: Path) -> None:
    result = _run(app, ["show"])
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout)["channels"][0]["password"] == "env:SMTP_PASSWORD"
    assert not [secret for secret in SECRETS if secret in result.stdout]


def test_show_as_json_holds_the_same(file: Path) -> None:
    as_json = json.loads(_run(app, ["show", "--json"]).stdout)
    assert as_json == tomllib.loads(_run(app, ["show"]).stdout)


def test_show_refuses_what_cannot_be_used(file: Path) -> None:
    file.write_text("[manners]\ndelay = 1\n")
    result = _run(app, ["show"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "manners.delay" in result.stderr


@pytest.mark.parametrize("command", ["check", "show"])
def test_help_has_an_example(command: str) -> None:
    assert f"Example: wirewatch config {command}" in _run(app, [command, "--help"]).stdout
