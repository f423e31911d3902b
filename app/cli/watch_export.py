"""`wirewatch watch export`: the desk's watches as tables for the configuration file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption

if TYPE_CHECKING:
    from storage.records import DeskWatch


def export(
    name: Annotated[str | None, typer.Option("--name", help="Only this watch.", show_default=False)] = None,
    config: ConfigOption = None,
) -> None:
    """Write the desk's watches as [[watches]] tables, to be appended to the configuration file.

    A watch may stand in one place alone: remove it from the desk when it stands in the file.

    Exit codes: 0 well, 1 the desk has no watches, 2 it has none of that name.

    Example: wirewatch watch export --name rail >> wirewatch.toml && wirewatch watch remove rail
    """
    from app.cli.database import opened
    from app.cli.watch_remove import desk_watch_missing
    from storage.desk_watches import DeskWatches

    with opened(config) as database:
        living = DeskWatches(database).living()
    chosen = [one for one in living if name in (None, one.name)]
    if name is not None and not chosen:
        raise desk_watch_missing(name, [one.name for one in living], "--name")
    for one in chosen:
        print("\n".join(_table(one)))
    if not chosen:
        typer.echo("wirewatch: the desk has no watches", err=True)
        raise typer.Exit(1)


def _table(watch: DeskWatch) -> Iterator[str]:
    from app.cli.terminal import plain
    from app.cli.toml_strings import toml_string

    version = watch.version
    yield ""
    yield f"# From the desk: version {version.number}, saved by {plain(version.author)} on {version.saved_at:%Y-%m-%d}."
    yield from (f"# {plain(line)}".rstrip() for line in version.note.splitlines())
    yield "[[watches]]"
    yield f"name = {toml_string(watch.name)}"
    yield f"query = {toml_string(version.query)}"
    yield f"severity = {toml_string(version.severity.value)}"
