"""From the tables of `[route]` to the routes: what a route inherits, and what it is called."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from alerts.routing.matching import RouteMatch
from alerts.routing.quiet import parse_quiet
from alerts.routing.schedule import parse_digest
from alerts.routing.tree import GroupBy, Route, RouteTree
from app.config.loading import Config
from app.config.route_names import OWN, ROOT, name_at
from app.config.route_tables import NEVER, ChildRouteTable, MatchTable, RouteTable
from storage.records import Severity


def route_tree(config: Config) -> RouteTree:
    """The routes in force. Without `[route]` all hits go to all channels; a watch's own channels are its own route."""
    table = RouteTable() if config.route is None else config.route
    everybody = Route(name=ROOT, channels=tuple(channel.name for channel in config.channels))
    root = _with_keys(everybody, table)
    return RouteTree(
        root=replace(root, routes=_below(root, table, ())),
        own={
            watch.name: replace(root, name=f"{OWN}{watch.name}", channels=_once(watch.channels))
            for watch in config.watches
            if watch.channels is not None
        },
    )


def _below(above: Route, table: RouteTable, place: tuple[int, ...]) -> tuple[Route, ...]:
    return tuple(_child(above, child, (*place, number)) for number, child in enumerate(table.routes, start=1))


def _child(above: Route, table: ChildRouteTable, place: tuple[int, ...]) -> Route:
    inherited = replace(above, name=table.name or name_at(place), routes=())
    route = replace(_with_keys(inherited, table), match=_match(table.match), goes_on=table.goes_on)
    return replace(route, routes=_below(route, table, place))


def _with_keys(route: Route, table: RouteTable) -> Route:
    """The route with what the table says itself."""
    if table.channels is not None:
        route = replace(route, channels=_once(table.channels))
    if table.group_by is not None:
        route = replace(route, group_by=GroupBy(table.group_by))
    if table.group_wait is not None:
        route = replace(route, group_wait=table.group_wait)
    if table.repeat_interval is not None:
        route = replace(route, repeat_interval=table.repeat_interval or None)
    if table.corroboration is not None:
        route = replace(route, corroboration=tuple(sorted(set(table.corroboration))))
    if table.empty_digest is not None:
        route = replace(route, empty_digest=table.empty_digest)
    return _with_times(route, table)


def _with_times(route: Route, table: RouteTable) -> Route:
    if table.digest is not None:
        route = replace(route, digest=None if table.digest == NEVER else parse_digest(table.digest))
    if table.quiet is not None:
        route = replace(route, quiet=tuple(map(parse_quiet, table.quiet)))
    if table.quiet_unless is not None:
        route = replace(
            route, quiet_unless=None if table.quiet_unless == NEVER else Severity(table.quiet_unless)
        )
    if table.zone is not None:
        route = replace(route, zone=ZoneInfo(table.zone))
    return route


def _match(table: MatchTable) -> RouteMatch:
    return RouteMatch(
        watches=table.watch or (),
        sources=table.source or (),
        languages=table.language or (),
        countries=table.country or (),
        severity=None if table.severity is None else Severity(table.severity),
    )


def _once(channels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(channels))
