"""`wirewatch db`: the database's tables."""

from __future__ import annotations

import typer

from app.cli.options import ConfigOption

app = typer.Typer(help="Make and migrate the database.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Make and migrate the database."""


@app.command("upgrade")
def upgrade(config: ConfigOption = None) -> None:
    """Bring the database up to this version of wirewatch; a new one gets its tables.

    Example: wirewatch db upgrade --config /etc/wirewatch.toml
    """
    from app.config import config_path, load
    from app.config.projection import database_url
    from storage import schema
    from storage.database import redacted

    url = database_url(load(config_path(config)))
    before = schema.state(url)
    schema.upgrade(url)
    after = schema.state(url)
    if before.current == after.current:
        print(f"{redacted(url)} is at revision {after.current} already")
    else:
        print(f"{redacted(url)}: {before.current or 'empty'} -> {after.current}")
