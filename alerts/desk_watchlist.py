"""The watches of the desk beside those of the configuration. Pure.

One that cannot be read, or whose name the configuration has too, is left out, and keeps no other from being watched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from alerts.watchlist import WatchEntry, Watchlist
from storage.records import DeskWatch
from watch import AliasBook, WatchSyntaxError, parse

IN_BOTH = "the configuration has a watch of this name too: rename or remove one of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """All watches in force, and why some of the desk's are not: by name, a line for people."""

    watchlist: Watchlist
    left_out: Mapping[str, str]


def joined(watchlist: Watchlist, kept: Sequence[DeskWatch], book: AliasBook) -> Joined:
    """The watches of both; queries of the desk's may name the aliases of `book`."""
    entries = list(watchlist.entries)
    left_out: dict[str, str] = {}
    for watch in kept:
        if watch.name in watchlist.by_name:
            left_out[watch.name] = IN_BOTH
            continue
        try:
            query = parse(watch.query, book)
        except WatchSyntaxError as error:
            left_out[watch.name] = f"its query cannot be read: {error}"
        else:
            entries.append(WatchEntry(name=watch.name, query=query, severity=watch.severity))
    return Joined(watchlist=replace(watchlist, entries=tuple(entries)), left_out=left_out)
