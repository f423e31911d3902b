"""The packs of sources that ship: addresses that public lists name. Nobody has read them from here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

# the order in which a person looks through them
_GROUPS = {
    "defence": (
        "trade-press",
        "wires",
        "korea",
        "ukraine-russia",
        "indo-pacific",
        "governments",
        "think-tanks",
        "osint",
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedSource:
    """A source of a pack: its `[[sources]]` table, and the trouble that its public list tells of."""

    table: dict[str, Any]
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackGroup:
    """One group of a pack, in configurations `[groups.NAME]`; `full_name` is what commands take."""

    pack: str
    name: str
    title: str
    about: str
    sources: tuple[PackedSource, ...]

    @property
    def full_name(self) -> str:
        """The pack and the group: `defence/korea`."""
        return f"{self.pack}/{self.name}"


def all_groups() -> tuple[PackGroup, ...]:
    """The groups of all packs."""
    return tuple(_load(pack, name) for pack, names in _GROUPS.items() for name in names)


def groups_named(name: str) -> tuple[PackGroup, ...]:
    """All groups of the pack of this name, or the one group (`defence/korea`, or `korea`); empty for no such name."""
    return tuple(group for group in all_groups() if name in (group.pack, group.name, group.full_name))


def names() -> list[str]:
    """Every name that `groups_named` knows, but for the short ones of groups."""
    return [*_GROUPS, *(f"{pack}/{name}" for pack, some in _GROUPS.items() for name in some)]


def _load(pack: str, name: str) -> PackGroup:
    values = tomllib.loads(_folder().joinpath(pack, f"{name}.toml").read_text("utf-8"))
    return PackGroup(
        pack=pack,
        name=name,
        title=values["title"],
        about=values["about"],
        sources=tuple(_sources(values["sources"])),
    )


def _sources(rows: list[dict[str, Any]]) -> Iterator[PackedSource]:
    for row in rows:
        table = {key: value for key, value in row.items() if key != "trouble"}
        yield PackedSource(table=table, trouble=row.get("trouble"))


def _folder() -> Traversable:
    return files("app.source_packs")
