"""`wirewatch init`: a configuration that works at once, and its database."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import typer


def init(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="The file to write; a name without .toml is a folder to write wirewatch.toml in.",
        ),
    ] = Path("wirewatch.toml"),
    pack: Annotated[
        str | None,
        typer.Option(
            "--pack",
            help="Also write the sources of a pack, such as defence or defence/korea; "
            "`wirewatch source packs` lists them.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a commented wirewatch.toml that works as it is, and make the database.

    A database that is already there is kept.

    Example: wirewatch init desk
    """
    file = path / "wirewatch.toml" if path.is_dir() or path.suffix != ".toml" else path
    if file.exists() and not force:
        typer.echo(f"{file} is already there; --force writes over it", err=True)
        raise typer.Exit(2)
    template = _template(pack)
    try:
        _write(file, template)
    except OSError as error:
        typer.echo(f"{file} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"wrote {file}")
    _make_database(file)
    named = "" if file == Path("wirewatch.toml") else f" --config {file}"
    typer.echo(
        "\nNext:\n"
        f"  1. put your own address under [manners] contact in {file}\n"
        f"  2. wirewatch config check{named}\n"
        f"  3. wirewatch run{named}"
    )


def _template(pack: str | None) -> bytes:
    """The file's content, with the sources of a pack after its own. Raises typer.Exit with 2."""
    from importlib.resources import files

    template = files("app.config").joinpath("template.toml").read_bytes()
    if pack is None:
        return template
    from app.config.editing import with_sources
    from app.source_packs import groups_named, names

    groups = groups_named(pack)
    if not groups:
        typer.echo(f"no pack is named {pack!r}; there are {', '.join(names())}", err=True)
        raise typer.Exit(2)
    text = template.decode()
    tables = [{**source.table, "group": group.name} for group in groups for source in group.sources]
    notes = {
        source.table["name"]: f"known trouble: {source.trouble}"
        for group in groups
        for source in group.sources
        if source.trouble
    }
    own = tomllib.loads(text)["sources"]
    there = {table["url"] for table in own}
    wanted = [table for table in tables if table["url"] not in there]
    return with_sources(text, wanted, {group.name: {} for group in groups}, notes).encode()


def _write(file: Path, template: bytes) -> None:
    from app.config.beside import written_beside

    file.parent.mkdir(parents=True, exist_ok=True)
    # its rights are for its owner alone: secrets may be written into it
    with written_beside(file, template) as beside:
        beside.replace(file)


def _make_database(file: Path) -> None:
    from app.config import load
    from app.config.projection import database_url
    from storage import schema
    from storage.database import redacted
    from storage.errors import StorageError

    url = database_url(load(file))
    try:
        if schema.state(url).is_empty:
            schema.create(url)
            typer.echo(f"made the database {redacted(url)}")
        else:
            schema.require_current(url)
            typer.echo(f"kept the database {redacted(url)}")
    except StorageError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
