"""`wirewatch watch export` and `remove`: the watches that people made in the desk, on their way into the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.records import DeskWatch


def export(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Only this watch.", show_default=False)
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Write the desk's watches as [[watches]] tables, ready for the configuration file.

    One name in both places is an error: what goes into the file is removed from the desk.

    Exit codes: 0 there are some, 1 there is none, 2 there is none of this name.

    Example: wirewatch watch export "Convoys" >> wirewatch.toml && wirewatch watch remove "Convoys"
    """
    from dataclasses import asdict

    from app.cli.database import opened
    from app.cli.terminal import as_json
    from storage.desk_watches import DeskWatches

    with opened(config) as database:
        kept = DeskWatches(database).list()
    found = [one for one in kept if name is None or one.name == name]
    if name is not None and not found:
        raise _unknown(name)
    for one in found:
        print(as_json(asdict(one)) if json else _table(one))
    if not found:
        if not json:
            typer.echo("wirewatch: the desk has no watches", err=True)
        raise typer.Exit(1)


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The watch's name.")],
    config: ConfigOption = None,
) -> None:
    """Remove a watch of the desk. Its hits stay, and a worker that runs heeds it within seconds.

    Exit codes: 0 it is removed, 2 there is none of this name.

    Example: wirewatch watch remove "Convoys"
    """
    import getpass

    from app.cli.database import opened
    from app.cli.terminal import plain
    from storage.clock import utc_now
    from storage.desk_watches import DeskWatches

    with opened(config) as database:
        removed = DeskWatches(database).remove(name, author=getpass.getuser(), now=utc_now())
    if not removed:
        raise _unknown(name)
    print(f"{plain(name)} is removed from the desk; its hits stay")


def _table(watch: DeskWatch) -> str:
    from app.cli.toml_strings import toml_string
    from storage.records import Severity

    lines = ["[[watches]]"]
    if watch.note:
        lines[:0] = [f"# {toml_string(watch.note)[1:-1]}"]
    lines += [f"name = {toml_string(watch.name)}", f"query = {toml_string(watch.query)}"]
    if watch.severity is not Severity.WARNING:
        lines.append(f"severity = {toml_string(watch.severity)}")
    return "\n".join((*lines, ""))


def _unknown(name: str) -> typer.Exit:
    from app.cli.terminal import plain

    typer.echo(
        f"wirewatch: the desk has no watch named {plain(name)!r}; wirewatch watch list shows all", err=True
    )
    return typer.Exit(2)
