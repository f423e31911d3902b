"""What a command is asked about: a watch by its name, or a query that is written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import typer

from app.cli.terminal import plain
from app.cli.watch_files import configured_book, configured_or_file, watch_file
from app.near_names import near_name
from watch import AliasBook, Query, WatchSyntaxError, parse
from watch.files import WatchText


def refuse_query(error: WatchSyntaxError, hint: str = "") -> NoReturn:
    """Say what is wrong with a query, and where; typer.Exit with 2."""
    typer.echo(f"wirewatch: {error}{hint}\n{error.caret()}", err=True)
    raise typer.Exit(2) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query; `name` is the watch that asks it, None where it was written out."""

    query: Query
    name: str | None = None

    def __str__(self) -> str:
        return str(self.query) if self.name is None else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The watches that may be named, and the aliases that a query may."""

    watches: Sequence[WatchText]
    book: AliasBook

    def asked(self, given: str) -> Asked:
        """The watch of that name, else the query; typer.Exit with 2 where it is neither.

        A misspelt name is often a query too: that is said on standard error.
        """
        for watch in self.watches:
            if watch.name == given:
                return Asked(query=watch.query, name=watch.name)
        near = near_name(given, [watch.name for watch in self.watches])
        try:
            query = parse(given, self.book)
        except WatchSyntaxError as error:
            hint = f"; or did you mean the watch {plain(near)!r}?" if near else ""
            refuse_query(error, hint)
        if near:
            said = f"no watch is named {plain(given)!r}, so it is taken as a query; did you mean {plain(near)!r}?"
            typer.echo(f"wirewatch: {said}", err=True)
        return Asked(query=query)


def desk(file: str | None, config: Path | None, *, needed: bool = True) -> Desk:
    """The watches of a file or pack where one is given, else those of the configuration.

    Where it is not `needed`, a configuration that is not there has no watches.

    Raises:
        ConfigError: the configuration is not valid.
    """
    from app.config import config_path

    if file is not None:
        found = watch_file(file)
        return Desk(watches=found.watches, book=found.book)
    book = configured_book(config)
    there = needed or config is not None or config_path(None).is_file()
    return Desk(watches=configured_or_file(None, config) if there else (), book=book)
