"""`wirewatch config`: what is wrong with the configuration, and what is in force."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from app.config import Problem

app = typer.Typer(no_args_is_help=True, help="Check and show the configuration.")


@app.command()
def check(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Say all that is wrong with the configuration, and what is doubtful.

    Exits 2 if anything is wrong; warnings alone exit 0.

    Example: wirewatch config check --config desk/wirewatch.toml
    """
    from app.config import ConfigError, config_path, load
    from app.config.cautions import cautions

    path = config_path(config)
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    counts = ""
    try:
        loaded = load(path)
    except ConfigError as error:
        problems = error.problems
    else:
        warnings = cautions(loaded)
        counts = ", ".join(
            f"{len(rows)} {one if len(rows) == 1 else many}"
            for rows, one, many in (
                (loaded.sources, "source", "sources"),
                (loaded.watches, "watch", "watches"),
                (loaded.channels, "channel", "channels"),
            )
        )
    if as_json:
        found = {"problems": list(map(_fields, problems)), "warnings": list(map(_fields, warnings))}
        typer.echo(json.dumps({"file": str(path)} | found, ensure_ascii=False))
    else:
        _print(str(path), problems, warnings, counts)
    if problems:
        raise typer.Exit(2)


@app.command()
def show(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show every value that is in force, as TOML, with secrets hidden.

    A reference such as env:NAME is shown as it was written, never what it stands for.

    Example: wirewatch config show --json
    """
    from app.config import ConfigError, config_path, load
    from app.config.showing import as_toml, shown

    path = config_path(config)
    try:
        values = shown(load(path))
    except ConfigError as error:
        _print(str(path), error.problems, (), "")
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        from rich.console import Console
        from rich.syntax import Syntax

        Console().print(Syntax(as_toml(values), "toml", background_color="default", word_wrap=True))
    else:
        typer.echo(as_toml(values), nl=False)


def _print(file: str, problems: Sequence[Problem], warnings: Sequence[Problem], counts: str) -> None:
    for problem in problems:
        _line("", problem.describe(file), "red")
    for warning in warnings:
        _line("warning: ", warning.describe(file), "yellow")
    if not problems and counts:
        typer.echo(f"{file} can be used: {counts}")


def _line(mark: str, text: str, colour: str) -> None:
    # typer.secho drops the colour where standard error is no terminal
    typer.echo(f"{typer.style(mark, fg=colour, bold=True)}{typer.style(text, fg=colour)}", err=True)


def _fields(problem: Problem) -> dict[str, str | int | None]:
    return {
        "path": problem.path,
        "message": problem.message,
        "line": problem.line,
        "row": problem.row,
        "column": problem.column,
    }
