"""All watches that there are: those of the configuration file and those of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.desk import Declared, Desk
from storage.desk_watches import DeskWatches, in_force
from storage.records import DeskWatch
from storage.records.desk_watches import folded_name
from watch import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWatch:
    """A watch, from whichever place. `line` is where it stands in the file, `desk` is set where it is the desk's.

    `query` is None where it cannot be understood; `trouble` says why it is not in force.
    """

    name: str
    written: str
    severity: str
    query: Query | None
    line: int | None = None
    desk: DeskWatch | None = None
    trouble: str | None = None


def known_watches(desk: Desk) -> list[KnownWatch]:
    """Those of the file in its order, then those of the desk by name. A name in both places is there twice."""
    declared = desk.configuration.current()
    kept = in_force(
        DeskWatches(desk.database).living(), declared.book, (one.name for one in declared.watches)
    )
    return [
        *(
            KnownWatch(
                name=one.name,
                written=str(one.query),
                severity=one.severity,
                query=one.query,
                line=one.line,
            )
            for one in declared.watches
        ),
        *sorted(
            [
                *(_of_desk(one.watch, one.query, None) for one in kept.watches),
                *(_of_desk(one.watch, None, one.said) for one in kept.troubles),
            ],
            key=lambda one: one.name.casefold(),
        ),
    ]


def watch_names(desk: Desk) -> list[str]:
    """The names of all that are in force or should be, each once."""
    names = [one.name for one in desk.configuration.current().watches]
    return list(dict.fromkeys([*names, *(one.name for one in DeskWatches(desk.database).living())]))


def place_in_file(declared: Declared, name: str) -> str | None:
    """Where the file has a watch of this name, or one that differs by case alone; None where it has none."""
    for one in declared.watches:
        if folded_name(one.name) == folded_name(name):
            return declared.path.name if one.line is None else f"{declared.path.name}, line {one.line}"
    return None


def named(watches: Sequence[KnownWatch], name: str) -> tuple[KnownWatch | None, KnownWatch | None]:
    """The watch of that name in the file, and the one of the desk."""
    found = [one for one in watches if one.name == name]
    return (
        next((one for one in found if one.desk is None), None),
        next((one for one in found if one.desk is not None), None),
    )


def _of_desk(watch: DeskWatch, query: Query | None, trouble: str | None) -> KnownWatch:
    return KnownWatch(
        name=watch.name,
        written=watch.version.query,
        severity=watch.version.severity.value,
        query=query,
        desk=watch,
        trouble=trouble,
    )
