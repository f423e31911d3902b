"""All commands: each has an example, each option is documented, and help costs no imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.testing import CliRunner

from app.cli.main import app
from app.version import program_version

ROOT = Path(__file__).parents[3]
FRAMEWORKS = (
    "scrapy",
    "twisted",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "aiohttp",
    "trafilatura",
    "apscheduler",
    "httpx2",
    "bs4",
)


def commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    """Every command that does something, by its path."""
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands(inner, (*path, name))
    elif isinstance(command, TyperCommand):
        yield path, command


ALL = dict(commands(typer.main.get_command(app)))


def options(command: TyperCommand) -> list[str]:
    return [name for one in command.params if isinstance(one, TyperOption) for name in one.opts]


def test_every_command_is_known() -> None:
    assert {" ".join(path) for path in ALL} == {
        "alias check",
        "alias list",
        "archive export",
        "archive import",
        "audit",
        "backfill",
        "backup",
        "capture",
        "channel enable",
        "channel list",
        "channel test",
        "cite",
        "config check",
        "config show",
        "db downgrade",
        "db upgrade",
        "deliveries list",
        "deliveries replay",
        "demo",
        "diff",
        "feed read",
        "hit mark",
        "hit show",
        "hits",
        "init",
        "quarantine list",
        "quarantine remove",
        "quarantine retry",
        "quarantine show",
        "read",
        "reader fixture",
        "reader list",
        "reader new",
        "reader test",
        "reread",
        "restore",
        "run",
        "search",
        "show",
        "silence add",
        "silence end",
        "silence list",
        "source add",
        "source check",
        "source export",
        "source import",
        "source list",
        "source packs",
        "source test",
        "stats",
        "status",
        "story group",
        "story list",
        "story merge",
        "story show",
        "story split",
        "token create",
        "token list",
        "token revoke",
        "upkeep",
        "verify",
        "watch backtest",
        "watch explain",
        "watch export",
        "watch list",
        "watch rematch",
        "watch remove",
        "watch run",
        "watch stats",
        "watch test",
        "watch versions",
        "watch why",
        "web",
        "why",
    }


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_has_an_example_that_runs_as_written(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*path, "--help"])
    assert shown.exit_code == 0
    example = re.search(r"Example: wirewatch (.*)", shown.stdout)
    assert example is not None
    assert example[1].startswith(" ".join(path))
    known = [*options(ALL[path]), "--help"]
    assert all(word in known for word in example[1].split() if re.match(r"--?[a-z]", word))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_is_documented_and_explained(path: tuple[str, ...]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert f"wirewatch {' '.join(path)}" in page
    for one in ALL[path].params:
        assert getattr(one, "help", None), f"{one.name} is not explained in the help"
        for name in one.opts if isinstance(one, TyperOption) else ():
            assert f"`{name}`" in page or f"`{name} " in page, f"{name} is not in docs/commands.md"


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_what_is_to_be_given_is_written_in_capitals(path: tuple[str, ...]) -> None:
    for one in ALL[path].params:
        if isinstance(one, TyperArgument):
            assert re.match("[A-Z]", one.metavar or "")


def test_what_the_page_documents_is_there() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    known = {name for command in ALL.values() for name in options(command)} | {"--help", "-h"}
    assert set(re.findall(r"`(--?[a-z][a-z-]*)", page)) <= known


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("run", "--help"),
        ("search", "--help"),
        ("demo", "--help"),
        ("read", "--help"),
        ("reader", "new", "--help"),
        ("source", "add", "--help"),
        ("story", "group", "--help"),
        ("diff", "--help"),
        ("archive", "export", "--help"),
        ("watch", "run", "--help"),
    ],
)
def test_help_imports_no_framework(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys; from app.cli.entry import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"loaded = [name for name in {FRAMEWORKS!r} if name in sys.modules]\n"
        "print(loaded, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    # To explain one command Typer itself loads pydantic, where that is installed.
    of_typer = [] if arguments == ("--help",) else ["pydantic"]
    assert set(ast.literal_eval(done.stderr)) <= set(of_typer)
    assert "Usage" in done.stdout


def test_the_version_is_printed_and_nothing_else() -> None:
    shown = CliRunner().invoke(app, ["--version"])
    assert (shown.exit_code, shown.stdout) == (0, f"wirewatch {program_version()}\n")
    assert "Collects the press" in CliRunner().invoke(app, ["--help"]).stdout
