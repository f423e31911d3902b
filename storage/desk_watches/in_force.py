"""Which watches of the desk are in force beside those of the configuration file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.records.desk_watches import DeskWatch, folded_name
from watch import AliasBook, Query, WatchSyntaxError, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWatchInForce:
    """A watch of the desk, understood."""

    watch: DeskWatch
    query: Query


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTrouble:
    """Why a watch of the desk is not in force, in one sentence."""

    watch: DeskWatch
    said: str

    @property
    def name(self) -> str:
        """The watch's name."""
        return self.watch.name

    def __str__(self) -> str:
        return f"{self.name}: {self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The watches of the desk that are in force, and those that cannot be."""

    watches: tuple[DeskWatchInForce, ...] = ()
    troubles: tuple[DeskTrouble, ...] = ()


def in_force(living: Iterable[DeskWatch], book: AliasBook, declared: Iterable[str]) -> InForce:
    """The living watches of the desk, understood by the aliases of the file.

    One whose name the file has too (`declared`) is left out: that of the file is in force. So is one that cannot be
    understood, for one broken watch stops no other.
    """
    names = {folded_name(name) for name in declared}
    watches, troubles = [], []
    for one in living:
        if folded_name(one.name) in names:
            troubles.append(
                DeskTrouble(
                    watch=one,
                    said="the configuration file has a watch of this name too, and that one is in force; "
                    "remove or rename one of them",
                )
            )
            continue
        try:
            watches.append(DeskWatchInForce(watch=one, query=parse(one.version.query, book)))
        except WatchSyntaxError as error:
            troubles.append(DeskTrouble(watch=one, said=f"its query cannot be understood: {error}"))
    return InForce(watches=tuple(watches), troubles=tuple(troubles))
