"""What README.md shows of watches and of the configuration is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from watch.aliases import shipped

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")


def block(kind: str) -> str:
    [found] = re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    return tmp_path


def test_the_pack_hits_what_is_shown(folder: Path) -> None:
    _, cat, texts, run, printed = re.split(r"^\$ (.*)\n", block("console"), flags=re.MULTILINE)
    (folder / cat.removeprefix("cat ")).write_text(texts, encoding="utf-8")
    done = CliRunner().invoke(app, run.removeprefix("wirewatch ").split())
    assert (done.exit_code, done.stdout) == (0, printed)


def test_the_tables_of_a_desk_are_a_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "secret")
    (folder / "wirewatch.toml").write_text(
        f'[manners]\ncontact = "desk@news.test"\n\n{block("toml")}', encoding="utf-8"
    )
    checked = CliRunner().invoke(app, ["config", "check"])
    assert (checked.exit_code, checked.stdout) == (
        0,
        "wirewatch.toml can be used: 1 source, 1 watch, 1 channel\n",
    )


def test_the_number_of_aliases_is_right() -> None:
    assert f"one of {len(shipped())} sets" in README
