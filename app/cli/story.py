"""`wirewatch story`: what outlets report of one event, and what people rule of it."""

from __future__ import annotations

import typer

from app.cli import story_group

app = typer.Typer(
    help="Show stories, merge and split them, and group texts.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def group() -> None:
    """Show stories, merge and split them, and group texts."""


app.command("group")(story_group.group)
