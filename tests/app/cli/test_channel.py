"""`wirewatch channel test` and `list`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app

TABLES = """\
[[channels]]
name = "log"
type = "file"
path = "notices.jsonl"
fallback = "hook"
rate = "10/m"

[[channels]]
name = "hook"
type = "webhook"
url = "http://127.0.0.1:9/T0KEN"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

[[channels]]
name = "out"
type = "stdout"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "wirewatch.toml"
    file.write_text(TABLES, encoding="utf-8")
    return file


def run(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["channel", *arguments, "--config", str(config)])


def test_a_notice_that_is_marked_as_a_test_is_sent(config: Path) -> None:
    result = run(config, "test", "log", "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["channel"], said["type"], said["accepted"]) == ("log", "file", True)
    [line] = (config.parent / "notices.jsonl").read_text("utf-8").splitlines()
    body = json.loads(line)
    assert body["type"] == "channel.test"
    assert body["data"]["delivery_id"] == said["delivery_id"]
    assert body["data"]["article"]["title"] == "Test of the channel log"


def test_a_refusal_is_told_with_what_would_become_of_a_notice(config: Path) -> None:
    result = run(config, "test", "hook")
    assert result.exit_code == 1
    assert "hook (webhook): not accepted: http://127.0.0.1:9: no connection" in result.stdout
    assert "a notice would be tried again" in result.stdout
    said = json.loads(run(config, "test", "hook", "--json").stdout)
    assert (said["accepted"], said["retryable"], said["gone"]) == (False, True, False)
    assert "T0KEN" not in result.output


def test_standard_output_is_a_channel(config: Path) -> None:
    result = run(config, "test", "out")
    assert json.loads(result.stdout.splitlines()[0])["type"] == "channel.test"
    assert result.stdout.splitlines()[1] == "out (stdout): accepted: printed"


def test_a_misspelt_name_is_refused(config: Path) -> None:
    result = run(config, "test", "hok")
    assert result.exit_code == 2
    assert "hook" in result.output


def test_channels_are_listed_without_their_secrets(config: Path) -> None:
    result = run(config, "list")
    assert result.stdout.splitlines() == [
        "log  file  notices.jsonl  fallback hook  rate 10/m",
        "hook  webhook  http://127.0.0.1:9/**********",
        "out  stdout",
    ]
    rows = [json.loads(line) for line in run(config, "list", "--json").stdout.splitlines()]
    assert rows[0] == {
        "channel": "log",
        "type": "file",
        "address": "notices.jsonl",
        "fallback": "hook",
        "rate": "10/m",
    }
