"""`wirewatch init`: a configuration that works at once, and its database."""

from __future__ import annotations

import os
import tempfile
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
    try:
        _write(file)
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


def _write(file: Path) -> None:
    from importlib.resources import files

    template = files("app.config").joinpath("template.toml").read_bytes()
    file.parent.mkdir(parents=True, exist_ok=True)
    # beside the file and then in its place, so that no worker ever reads half of it
    handle, name = tempfile.mkstemp(prefix=".wirewatch-", suffix=".toml", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(template)
        # with the rights that mkstemp gives, for its owner alone: secrets may be written into it
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


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
