"""docs/silences.md is true: its commands are run in their order, and print what it shows; its table has each option."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup, TyperOption
from typer.testing import CliRunner

from app.cli.main import app
from storage.database import Database
from tests.app.cli.desks import MAIL, Desk
from tests.app.cli.test_watches_page import agrees, commands
from tests.storage.samples import article, collected

PAGE = (Path(__file__).parents[3] / "docs" / "silences.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(toml|console|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CHANNEL = MAIL.replace('name = "mail"', 'name = "desk"')


def test_the_page_is_true(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, sqlite_url, "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    ran = 0
    for kind, block in BLOCKS:
        now = datetime.now(UTC)
        if kind == "toml":
            desk.write(block + CHANNEL)
            desk.flag(now)
        elif kind == "text":
            for line in block.splitlines():
                outlet, headline = line.split(maxsplit=1)
                _comes(desk, outlet, headline, now)
        else:
            for command, shown in commands(block):
                printed = CliRunner().invoke(app, shlex.split(command)[1:]).output
                assert agrees(shown, printed.splitlines()), f"$ {command}\n{printed}"
                ran += 1
    assert ran == 7
    assert [row["articles"] for row in desk.rows("story", "list")] == [2, 1]


def _comes(desk: Desk, outlet: str, headline: str, now: datetime) -> None:
    """An article of nothing but its headline, flagged."""
    database = Database(desk.url)
    what = article(f"https://{outlet}.example/", title=headline, text=headline)
    collected(database, what, now, name=outlet)
    database.close()
    desk.flag(now)


def test_the_table_has_each_option_that_says_what_a_silence_is_for() -> None:
    table = PAGE.partition("|---|---|\n")[2].partition("\n\n")[0]
    found = typer.main.get_command(app)
    for name in ("silence", "add"):
        assert isinstance(found, TyperGroup)
        found = found.commands[name]
    known = {name for one in found.params if isinstance(one, TyperOption) for name in one.opts}
    others = {"--for", "--until", "--from", "--comment", "--author", "--json", "--config", "-c"}
    assert set(re.findall(r"^\| `(--[\w-]+)`", table, re.MULTILINE)) == known - others
