"""What a silence is for by name, held against what there is: a misspelt name would keep nothing back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.cli.silence_given import line_given
from app.cli.terminal import plain

if TYPE_CHECKING:
    from app.silenced_names import Names
    from storage.database import Database


def names_known(config: Path | None) -> Names:
    """The names of the configuration. Where it is not valid, it is noted on standard error that none is checked."""
    from app.cli.desk_watches import watch_names
    from app.config import ConfigError, config_path, load
    from app.config.routing import route_tree
    from app.silenced_names import Names

    try:
        found = load(config_path(config))
    except ConfigError:
        # Why it is not valid was said when the archive was opened.
        typer.echo("wirewatch: so names are taken as they are given", err=True)
        return Names()
    return Names(
        watches=sorted(watch_names(config) or ()),
        sources=[table.name for table in found.sources],
        routes=list(route_tree(found).by_name),
    )


def globs_given(what: str, given: Iterable[str], known: Collection[str] | None) -> tuple[str, ...]:
    """Globs for names; one without `*` and `?` is a name that is `known`, in its spelling there.

    A glob for none of the names is noted on standard error: its time may come. Nothing is known where `known` is None.

    Raises:
        typer.BadParameter: there is no such name, or it can be none.
    """
    return tuple(dict.fromkeys(_glob(what, one, known) for one in given))


def routes_given(given: Iterable[str], known: Collection[str] | None) -> tuple[str, ...]:
    """Names of routes, which are no globs.

    Raises:
        typer.BadParameter: there is no such route.
    """
    from app.silenced_names import unknown

    names = tuple(dict.fromkeys(line_given(name, "--route") for name in given))
    for name in names:
        if known is not None and name not in known:
            raise typer.BadParameter(plain(str(unknown("route", name, known))), param_hint="--route")
    return names


def stories_given(database: Database, given: Iterable[int]) -> tuple[int, ...]:
    """The numbers of stories; of one that was merged that of the story which has its articles now.

    Raises:
        typer.BadParameter: there is no such story.
    """
    from storage.stories import Stories

    stories = Stories(database)
    found = []
    for number in given:
        story = stories.get(number)
        if story is None:
            said = f"there is no story {number}; wirewatch story list shows them"
            raise typer.BadParameter(said, param_hint="--story")
        found.append(story.id)
    return tuple(dict.fromkeys(found))


def _glob(what: str, written: str, known: Collection[str] | None) -> str:
    from alerts.routing.matching import is_like
    from app.silenced_names import is_glob, known_glob

    try:
        found = known_glob(what, written, known)
    except ValueError as error:
        raise typer.BadParameter(plain(str(error)), param_hint=f"--{what}") from error
    if known is not None and is_glob(found) and not any(is_like(found, one) for one in known):
        typer.echo(f"wirewatch: {plain(found)!r} is for no {what} that is configured", err=True)
    return found
