"""docs/watches.md is true: its commands are run in their order over a small archive, and print what it shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from tests.app.cli.desks import Desk

PAGE = Path(__file__).parents[3] / "docs" / "watches.md"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)
#: What the page says that the desk has collected.
ARCHIVE = (
    "North Korea has sent 3,000 soldiers to Russia, Seoul said on Monday.",
    "북한이 러시아에 군인을 파견했다.",
    "Moscow denied that North Korea had sent soldiers to Russia.",
    "North Korea has sent a football team to Russia. The soldiers of its army won.",
    "Pyongyang has sent its best soldiers. Russia said nothing of it.",
)
PIPE = "wirewatch "
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def blocks() -> Iterator[tuple[str, str]]:
    """The kind and the content of each block of the page."""
    yield from re.findall(
        r"^```(toml|console)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, and the lines that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        yield command, printed


def test_the_page_is_true(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, sqlite_url, "")
    desk.collect(ARCHIVE, AT)
    desk.flag(AT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    ran = 0
    for kind, block in blocks():
        if kind == "toml":
            desk.write(block)
            desk.flag(LATER)
            continue
        for command, shown in commands(block):
            given, _, asked = command.rpartition(PIPE)
            said = " ".join(shlex.split(given)[1:]) or None
            printed = CliRunner().invoke(app, shlex.split(asked), input=said).output
            assert agrees(shown, printed.splitlines()), f"$ {command}\n{printed}"
            ran += 1
    assert ran >= 10


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines are these. `...` stands for what is left out of a line, alone for any lines; times differ."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else f"{'.*'.join(map(re.escape, line.split('...')))}\n"
        for line in (TIME.sub("TIME", one) for one in shown)
    )
    text = "".join(f"{TIME.sub('TIME', line.rstrip())}\n" for line in printed)
    return re.fullmatch(pattern, text) is not None
