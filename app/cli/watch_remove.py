"""`wirewatch watch remove`: a watch of the desk is watched for no more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer

from app.cli.options import ConfigOption


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a watch of the desk.")],
    config: ConfigOption = None,
) -> None:
    """Remove a watch of the desk; its versions and its hits stay. A watch of the file is removed from the file.

    Exit codes: 0 it is removed, 2 the desk has no such watch.

    Example: wirewatch watch remove "Bridges"
    """
    from app.cli.database import opened
    from app.cli.terminal import plain
    from storage.access import Audit
    from storage.clock import utc_now
    from storage.desk_watches import DeskWatches, DeskWatchGoneError

    now = utc_now()
    with opened(config) as database:
        watches = DeskWatches(database)
        try:
            removed = watches.remove(name, None, "local", now)
        except DeskWatchGoneError as error:
            raise desk_watch_missing(name, [one.name for one in watches.living()], "NAME") from error
        Audit(database).note(
            at=now,
            who="local",
            action="watch.remove",
            subject=name,
            detail={"version": removed.version.number},
            client=None,
        )
    print(f"removed {plain(name)}, version {removed.version.number}; its versions and hits stay")


def desk_watch_missing(name: str, known: Collection[str], where: str) -> typer.BadParameter:
    """The refusal of a name that no watch of the desk has; the nearest one is proposed."""
    from app.cli.terminal import plain
    from app.near_names import near_name

    near = near_name(name, known)
    hint = f"; did you mean {plain(near)!r}?" if near else ""
    return typer.BadParameter(f"the desk has no watch {plain(name)!r}{hint}", param_hint=where)
