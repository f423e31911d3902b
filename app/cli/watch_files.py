"""Watches for the command line: from a file, from a pack that ships, from the configuration."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from app.cli.terminal import plain
from watch import AliasBook, WatchSet
from watch.files import (
    WatchFile,
    WatchFileError,
    WatchText,
    pack_names,
    read_watch_file,
    shipped_pack,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWatches:
    """The watches of a file, to be matched at once by their place in it."""

    names: tuple[str, ...]
    together: WatchSet[int]


def opened_watches(given: str) -> OpenedWatches:
    """The watches of a file or pack; typer.Exit with 2 and one line where it cannot be used."""
    watches = watch_file(given).watches
    if not watches:
        typer.echo(f"wirewatch: {plain(given)}: holds no [[watches]]", err=True)
        raise typer.Exit(2)
    return OpenedWatches(
        names=tuple(watch.name for watch in watches),
        together=WatchSet(enumerate(watch.query for watch in watches)),
    )


def watch_file(given: str) -> WatchFile:
    """The file that is named, else the pack of that name; typer.Exit with 2 where there is none or it is wrong."""
    path = Path(given)
    try:
        if path.is_file():
            return read_watch_file(path.read_text(encoding="utf-8-sig"), given)
        if given in pack_names():
            return shipped_pack(given)
    except WatchFileError as error:
        typer.echo(f"wirewatch: {error}", err=True)
        if error.fault is not None:
            typer.echo(error.fault.caret(), err=True)
        raise typer.Exit(2) from error
    except UnicodeDecodeError as error:
        typer.echo(f"wirewatch: {plain(given)}: is no UTF-8", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"wirewatch: {plain(given)}: {error.strerror}", err=True)
        raise typer.Exit(2) from error
    near = difflib.get_close_matches(given, pack_names(), n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; packs are {', '.join(pack_names())}"
    typer.echo(f"wirewatch: there is no file or pack {plain(given)!r}{hint}", err=True)
    raise typer.Exit(2)


def configured_or_file(given: str | None, config: Path | None) -> Sequence[WatchText]:
    """The watches of a file or pack where one is given, else those of the configuration and of the desk."""
    if given is not None:
        return watch_file(given).watches
    from app.cli.desk_watches import desk_watches
    from app.config import config_path, load
    from app.config.projection import watch_texts

    kept = (
        WatchText(name=one.watch.name, written=one.watch.version.query, query=one.query)
        for one in desk_watches(config).watches
    )
    return (*watch_texts(load(config_path(config))), *kept)


def configured_book(config: Path | None) -> AliasBook:
    """The aliases of the configuration where there is one, else those that ship."""
    from app.config import config_path, load
    from watch.aliases import shipped

    path = config_path(config)
    return load(path).alias_book if config is not None or path.is_file() else shipped()


def usable_book(config: Path | None) -> AliasBook:
    """As `configured_book`; of a configuration that is not valid it is said why, and those that ship are taken.

    So what is wrong with a query can be asked while it stands in the file.
    """
    from app.config import ConfigError, config_path
    from watch.aliases import shipped

    try:
        return configured_book(config)
    except ConfigError as error:
        if not config_path(config).is_file():
            raise
        typer.echo(f"wirewatch: {error}", err=True)
        return shipped()


def known_aliases(config: Path | None) -> AliasBook | None:
    """The aliases of the configuration; None, for those that ship, where it is not valid or has none of its own."""
    from app.config import ConfigError, config_path, load

    try:
        found = load(config_path(config))
    except ConfigError:
        return None
    return found.alias_book if found.aliases else None


def named(watches: Sequence[WatchText], name: str | None) -> Sequence[WatchText]:
    """The watch of that name, or all; typer.BadParameter where there is none."""
    if name is None:
        return watches
    found = [watch for watch in watches if watch.name == name]
    if not found:
        near = difflib.get_close_matches(name, [watch.name for watch in watches], n=1, cutoff=0.5)
        hint = f"; did you mean {plain(near[0])!r}?" if near else ""
        raise typer.BadParameter(f"no watch is named {plain(name)!r}{hint}", param_hint="NAME")
    return found
