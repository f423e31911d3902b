"""The demo's watches, as they stand in `watches.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

TROOPS = "North Korea troop deployments"
FIRES = "Shipyard fires"
"""The watch that is told in a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWatch:
    """A watch as a user would write it: a name, and a query in the watch language."""

    name: str
    query: str


def load_watches() -> tuple[DemoWatch, ...]:
    """Read the watches in the order of the file."""
    text = (resources.files("app.demo") / "watches.toml").read_text(encoding="utf-8")
    return tuple(DemoWatch(name=row["name"], query=row["query"]) for row in tomllib.loads(text)["watches"])
