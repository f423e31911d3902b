"""What routes are called that bear no name."""

from __future__ import annotations

ROOT = "root"
#: What the names of routes begin with that are those of one watch's own channels.
OWN = "watch "


def name_at(place: tuple[int, ...]) -> str:
    """The name of a route by its place among its siblings, and by the places of those above it: `root.2.1`."""
    return ".".join((ROOT, *map(str, place)))
