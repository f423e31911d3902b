"""What is watched for, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from alerts.matching import Matcher
from alerts.routing.tree import GroupBy, Route, RouteTree
from storage.records import Severity
from storage.watches import Wanted, WatchVersion, WatchVersions
from watch import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEntry:
    """A watch: its query, and how grave it is. Where its list has no routes, `channels` are told (none: flagged only).

    One that is `on_revision` asks for articles that an edit restates (see `alerts.restating`), and for no others.
    `version` is what the archive knows the query as, `since` when it first knew a watch of this name; None before
    `registered`.
    """

    name: str
    query: Query
    channels: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING
    on_revision: bool = False
    version: WatchVersion | None = None
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Watchlist:
    """All watches in force, and the ways to those who are told. Names are unique.

    Without a `tree` each watch has a route of its own, `watch NAME`, that tells its channels of each hit by itself.

    Raises:
        ValueError: two watches bear the same name.
    """

    entries: tuple[WatchEntry, ...] = ()
    tree: RouteTree | None = None

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.entries:
            if entry.name in seen:
                raise ValueError(f"two watches are named {entry.name!r}")
            seen.add(entry.name)

    def __iter__(self) -> Iterator[WatchEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def by_name(self) -> dict[str, WatchEntry]:
        """The entries by name, in their order."""
        return {entry.name: entry for entry in self.entries}

    @cached_property
    def routes(self) -> RouteTree:
        """Where hits go."""
        if self.tree is not None:
            return self.tree
        own = {
            entry.name: Route(
                name=f"watch {entry.name}",
                channels=tuple(dict.fromkeys(entry.channels)),
                group_by=GroupBy.WATCH,
            )
            for entry in self.entries
        }
        return RouteTree(root=Route(name="root"), own=own)

    @cached_property
    def matcher(self) -> Matcher:
        """Matches all of them at once. Made when it is first asked for: 100,000 watches take some seconds."""
        return Matcher({entry.name: entry.query for entry in self.entries})


def registered(watchlist: Watchlist, versions: WatchVersions, now: datetime) -> Watchlist:
    """The same watches, each with its version, which the archive remembers from now on.

    Raises:
        StorageError: the archive could not be read or written.
    """
    wanted = [
        Wanted(watch=entry.name, query=str(entry.query), alias_digest=entry.query.alias_digest)
        for entry in watchlist
    ]
    known = versions.register(wanted, now)
    since = versions.since()
    return Watchlist(
        entries=tuple(
            replace(entry, version=version, since=since.get(entry.name))
            for entry, version in zip(watchlist, known, strict=True)
        ),
        tree=watchlist.tree,
    )
