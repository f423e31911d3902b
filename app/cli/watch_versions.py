"""`wirewatch watch versions`: what a watch asked for, from when on, and what each version hit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from watch import Query


def versions(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The watch's name.")],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List the versions of a watch: its number, since when it is known, its hits, and its query.

    A version is made when the worker takes an edit over, of the watch or of an alias that it names. None is ever
    changed, and each hit points at the one that made it.

    Exit codes: 0 well, 1 no worker has run the watch yet, 2 there is no such watch.

    Example: wirewatch watch versions "North Korea troop deployments"
    """
    from app.cli.database import opened
    from app.cli.desk_watches import places
    from app.cli.known import check_name
    from app.cli.terminal import as_json, moment, plain
    from storage.watches import WatchVersions

    with opened(config) as database:
        archive = WatchVersions(database)
        found = archive.versions(name)
        if not found:
            check_name("watch", name, archive.watches(), config, hint="NAME")
        hits = archive.hits_by_version(name)
    asked = _asked_now(name, config)
    if not found:
        if not json:
            print(f"no worker has run {plain(name)} yet")
        raise typer.Exit(1)
    in_force = [
        asked is not None and (one.query, one.alias_digest) == (str(asked), asked.alias_digest)
        for one in found
    ]
    for place, one in enumerate(found):
        if json:
            row = {"watch": one.watch, "version": one.number, "first_seen_at": one.first_seen_at}
            print(as_json(row | {"hits": hits[one.number], "in_force": in_force[place], "query": one.query}))
            continue
        count = hits[one.number]
        said = f"{one.number}  since {moment(one.first_seen_at)}  {count} hit{'' if count == 1 else 's'}"
        print(f"{said}{'  in force' if in_force[place] else ''}")
        print(f"    {plain(one.query)}")
        if place and one.query == found[place - 1].query:
            print("    the same words; what an alias stands for has changed")
    if asked is not None and not any(in_force) and not json:
        where = "at the desk" if places(config).get(name) == "desk" else "in the configuration"
        print(f"{where}, not taken over by a worker yet:\n    {plain(str(asked))}")


def _asked_now(name: str, config: Path | None) -> Query | None:
    """What the configuration or the desk asks under that name; None where neither does, or the file is not valid."""
    from app.cli.watch_files import configured_or_file
    from app.config import ConfigError

    try:
        watches = configured_or_file(None, config)
    except ConfigError:
        return None
    return next((one.query for one in watches if one.name == name), None)
