"""Routes held against each other and against the channels, as TOML gave them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from app.config.channel_names import known_channels, unknown_channels
from app.config.locating import Keys
from app.config.route_names import OWN, ROOT, name_at

Found = Iterator[tuple[Keys, str]]


def check_routes(values: dict[str, Any]) -> Found:
    """The keys of routes that are wrong, each with what is wrong."""
    known = known_channels(values)
    first: dict[str, str] = {ROOT: "the root"}
    for keys, place, route in _routes(values):
        yield from unknown_channels(route.get("channels"), (*keys, "channels"), known)
        if len(keys) == 1:
            continue
        written = route.get("name")
        name = _folded(written if isinstance(written, str) else name_at(place))
        at = (*keys, "name") if isinstance(written, str) else keys
        earlier = first.setdefault(name, ".".join(map(str, keys)))
        if earlier != ".".join(map(str, keys)):
            yield at, f"is the name of {earlier} too; names differ by more than case"
        elif name.startswith(OWN):
            yield at, f'must not begin with "{OWN}": so begin the routes of watches that name channels'


def _routes(values: dict[str, Any]) -> Iterator[tuple[Keys, tuple[int, ...], dict[str, Any]]]:
    """Each route with its keys, and the places of it and of those above among their siblings, from 1."""
    root = values.get("route")
    left: list[tuple[Keys, tuple[int, ...], object]] = [(("route",), (), root)]
    while left:
        keys, place, route = left.pop(0)
        if isinstance(route, dict):
            yield keys, place, route
            below = route.get("routes")
            left[:0] = [
                ((*keys, "routes", number), (*place, number + 1), one)
                for number, one in enumerate(below if isinstance(below, list) else ())
            ]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
