"""`wirewatch db`: the database's tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from app.cli.options import ConfigOption

if TYPE_CHECKING:
    from storage.running import Alive

ForceOption = Annotated[
    bool, typer.Option("--force", help="Although a worker seems to be at work on the database.")
]


class Migration(Protocol):
    """Migrates a database; see `storage.schema.upgrade`."""

    def __call__(self, url: str, *, alive: Alive | None) -> None: ...


app = typer.Typer(help="Make and migrate the database.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Make and migrate the database."""


@app.command("upgrade")
def upgrade(force: ForceOption = False, config: ConfigOption = None) -> None:
    """Bring the database up to this version of wirewatch; a new one gets its tables.

    It is done whole or not at all: what ends it leaves the database as it was. Stop every worker first.

    Example: wirewatch db upgrade --config /etc/wirewatch.toml
    """
    from storage import schema

    _migrate(config, force, schema.upgrade)


@app.command("downgrade")
def downgrade(
    revision: Annotated[
        str, typer.Argument(metavar="REVISION", help="The schema to go back to, such as 0012.")
    ],
    force: ForceOption = False,
    config: ConfigOption = None,
) -> None:
    """Take the database back to the schema of an earlier version, before that version is installed again.

    What the earlier version cannot hold is lost; back the database up first. docs/operations/upgrade.md says what each
    step loses. Stop every worker first, and the desk.

    Example: wirewatch db downgrade 0012
    """
    from storage import schema
    from storage.errors import StorageError

    def back(url: str, *, alive: Alive | None) -> None:
        current = schema.state(url).current
        earlier = [each for each in schema.revisions() if current is not None and each < current]
        if revision not in earlier:
            known = f"{earlier[0]} to {earlier[-1]}" if earlier else "nothing"
            raise StorageError(f"{revision} is no earlier schema; the database can go back to {known}")
        schema.downgrade(url, revision, alive=alive)

    _migrate(config, force, back)


def _migrate(config: Path | None, force: bool, work: Migration) -> None:
    from app.config import config_path, load
    from app.config.projection import database_url
    from scheduler.liveness import process_is_alive
    from storage import schema
    from storage.database import redacted

    url = database_url(load(config_path(config)))
    before = schema.state(url)
    work(url, alive=None if force else process_is_alive)
    after = schema.state(url)
    if before.current == after.current:
        print(f"{redacted(url)} is at revision {after.current} already")
    else:
        print(f"{redacted(url)}: {before.current or 'empty'} -> {after.current}")
