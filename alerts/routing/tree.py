"""Routes: which of them a hit goes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from alerts.routing.matching import EVERY_HIT, RouteMatch
from alerts.routing.quiet import QuietSpan
from alerts.routing.schedule import DigestTime
from storage.records import RoutedHit, Severity

UTC_ZONE = ZoneInfo("UTC")


class GroupBy(StrEnum):
    """What is told as one: all hits of a story, or each hit by itself."""

    STORY = "story"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way to channels. Its name is unique, and is what the archive knows it by.

    `repeat_interval` None never tells a story again; `corroboration` are numbers of independent outlets. `goes_on` lets
    a hit that it took go to its next sibling too.
    """

    name: str
    channels: tuple[str, ...] = ()
    group_by: GroupBy = GroupBy.STORY
    group_wait: timedelta = timedelta(0)
    repeat_interval: timedelta | None = None
    corroboration: tuple[int, ...] = (2,)
    digest: DigestTime | None = None
    empty_digest: bool = False
    quiet: tuple[QuietSpan, ...] = ()
    quiet_unless: Severity | None = None
    zone: ZoneInfo = UTC_ZONE
    match: RouteMatch = EVERY_HIT
    goes_on: bool = False
    routes: tuple[Route, ...] = ()

    def breaks_through(self, severity: Severity) -> bool:
        """Whether so grave a hit is told in quiet hours too."""
        return self.quiet_unless is not None and severity.is_at_least(self.quiet_unless)


@dataclass(frozen=True, kw_only=True)
class RouteTree:
    """All routes: a root with those below it, and by watch the routes of watches that name their own channels."""

    root: Route
    own: Mapping[str, Route] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, Route]:
        """Every route, the root first."""
        return {route.name: route for route in (*_all(self.root), *self.own.values())}

    def routes_for(self, hit: RoutedHit) -> tuple[Route, ...]:
        """The routes that the hit goes to, at least one: the root takes what no other does."""
        own = self.own.get(hit.watch)
        return tuple(_taking(self.root, hit)) if own is None else (own,)


def _all(route: Route) -> Iterator[Route]:
    yield route
    for below in route.routes:
        yield from _all(below)


def _taking(route: Route, hit: RoutedHit) -> list[Route]:
    found: list[Route] = []
    for below in route.routes:
        if below.match.holds(hit):
            found += _taking(below, hit)
            if not below.goes_on:
                break
    return found or [route]
