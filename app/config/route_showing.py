"""The routes as they are in force, in the words of the file."""

from __future__ import annotations

from typing import Any

from alerts.routing.matching import RouteMatch
from alerts.routing.tree import Route
from app.config.measures import format_duration
from app.config.route_tables import NEVER


def shown_route(route: Route, above: Route | None = None) -> dict[str, Any]:
    """All keys of the root; of a route below another one its channels, and what is not as it is above."""
    mine = _keys(route)
    if above is not None:
        inherited = _keys(above)
        mine = {
            "name": route.name,
            **({"match": match} if (match := _match(route.match)) else {}),
            **({"continue": True} if route.goes_on else {}),
            **{key: value for key, value in mine.items() if key == "channels" or value != inherited[key]},
        }
    below = [shown_route(one, route) for one in route.routes]
    return mine | ({"routes": below} if below else {})


def _keys(route: Route) -> dict[str, Any]:
    return {
        "channels": list(route.channels),
        "group_by": str(route.group_by),
        "group_wait": format_duration(route.group_wait),
        "repeat_interval": format_duration(route.repeat_interval) if route.repeat_interval else NEVER,
        "corroboration": list(route.corroboration),
        "digest": str(route.digest) if route.digest else NEVER,
        "empty_digest": route.empty_digest,
        "quiet": list(map(str, route.quiet)),
        "quiet_unless": str(route.quiet_unless) if route.quiet_unless else NEVER,
        "zone": route.zone.key,
    }


def _match(match: RouteMatch) -> dict[str, Any]:
    given = {
        "watch": list(match.watches),
        "source": list(match.sources),
        "language": list(match.languages),
        "country": list(match.countries),
        "severity": str(match.severity) if match.severity else None,
    }
    return {key: value for key, value in given.items() if value}
