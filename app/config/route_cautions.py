"""Routes that are allowed and yet probably not meant."""

from __future__ import annotations

from collections.abc import Iterator

from alerts.routing.matching import is_like
from alerts.routing.tree import RouteTree
from app.config.loading import Config
from app.config.locating import Keys
from app.config.route_tables import ChildRouteTable, MatchTable, RouteTable
from app.config.routing import route_tree

Found = Iterator[tuple[Keys, str]]


def route_cautions(config: Config) -> Found:
    """The keys of routes that are doubtful, each with why."""
    if config.route is not None:
        yield from _of(config, config.route, ("route",))


def is_told(config: Config) -> bool:
    """Whether a watch that names no channels can be told to anybody."""
    root = route_tree(config).root
    return any(route.channels for route in RouteTree(root=root).by_name.values())


def _of(config: Config, table: RouteTable, keys: Keys) -> Found:
    if table.digest not in (None, "never") and table.group_wait:
        yield (*keys, "group_wait"), "does nothing beside a digest, which waits longer"
    taken_by: int | None = None
    for number, child in enumerate(table.routes):
        below: Keys = (*keys, "routes", number)
        if taken_by is not None:
            yield below, f"gets nothing: {'.'.join(map(str, (*keys, 'routes', taken_by)))} takes every hit"
        elif child.match == MatchTable() and not child.goes_on:
            taken_by = number
        yield from _nobody(config, child, below)
        yield from _of(config, child, below)


def _nobody(config: Config, child: ChildRouteTable, keys: Keys) -> Found:
    """Globs that no watch and no source bears the name of."""
    watches = [watch.name for watch in config.watches]
    sources = [source.name for source in config.sources]
    for key, globs, names in (
        ("watch", child.match.watch, watches),
        ("source", child.match.source, sources),
    ):
        for place, glob in enumerate(globs or ()):
            if not any(is_like(glob, name) for name in names):
                yield (*keys, "match", key, place), f"no {key} has such a name"
