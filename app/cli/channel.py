"""`wirewatch channel`: the ways that people are told."""

from __future__ import annotations

import typer

from app.cli.channel_enabling import enable
from app.cli.channel_testing import list_, try_channel

app = typer.Typer(help="Ways to tell people.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Ways to tell people."""


app.command("list")(list_)
app.command("test")(try_channel)
app.command("enable")(enable)
