"""`wirewatch silence`: what nobody is told of for a time."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption
from app.cli.silence_adding import LARGEST, add

app = typer.Typer(help="Keep things from being told for a time.", no_args_is_help=True, rich_markup_mode=None)

#: More than people will ever write: a list that leaves one out would hide why nobody is told.
_ALL = 1_000_000


@app.callback()
def group() -> None:
    """Keep things from being told for a time."""


app.command("add")(add)


@app.command("list")
def list_(
    over: Annotated[bool, typer.Option("--all", help="Those too that are over.")] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List the silences that hold and those to come, the first to end first: what for, until when, who and why.

    With --all those that are over too, the last to end first.

    Example: wirewatch silence list --all
    """
    from app.cli.database import opened
    from app.cli.silence_report import silence_lines, silence_row
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.telling.silences import Silences

    now = utc_now()
    with opened(config) as database:
        found = Silences(database).list(now, over=over, limit=_ALL)
    if not found and not json:
        print("no silences")
    for silence in found:
        print(as_json(silence_row(silence, now)) if json else silence_lines(silence, now))


@app.command()
def end(
    number: Annotated[
        int,
        typer.Argument(
            metavar="NUMBER", min=1, max=LARGEST, help="The silence's number, as silence list shows it."
        ),
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """End a silence now. What it kept back is not told afterwards; what comes from now on is.

    Exit codes: 0 it is over, by this or already; 1 there is no such silence, 2 it could not be done.

    Example: wirewatch silence end 3
    """
    from app.cli.database import opened
    from app.cli.silence_report import ended_line, silence_row
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.telling.silences import Silences

    now = utc_now()
    with opened(config) as database:
        found = Silences(database).end(number, now)
    if found is None:
        said = f"there is no silence {number}; wirewatch silence list --all shows them"
        typer.echo(f"wirewatch: {said}", err=True)
        raise typer.Exit(1)
    # One that was over before keeps the time at which it ended.
    ended = found.ends_at == now
    print(as_json(silence_row(found, now) | {"ended": ended}) if json else ended_line(found, ended=ended))
