"""What a source takes from its group, and from the defaults of all sources, where its own table says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.config.locating import Keys
from app.config.similar import similar
from app.config.tables import Inherited, SourceTable, Tables

# where a value came from, by the name of the source and the key
Origins = Mapping[str, Mapping[str, str]]


def inherit(tables: Tables) -> tuple[tuple[SourceTable, ...], Origins]:
    """The sources with all that they inherit, and for each inherited key the table it came from.

    A source's own word comes first, then that of its group, then `[defaults]`.
    """
    made: list[SourceTable] = []
    origins: dict[str, dict[str, str]] = {}
    for source in tables.sources:
        above = [("defaults", tables.defaults)]
        if source.group in tables.groups:
            above.insert(0, (f"groups.{source.group}", tables.groups[source.group]))
        values, came_from = _taken(source, above)
        made.append(source.model_copy(update=values) if values else source)
        if came_from:
            origins[source.name] = came_from
    return tuple(made), origins


def unknown_groups(values: dict[str, Any]) -> Iterator[tuple[Keys, str]]:
    """The sources that name a group which is not there."""
    groups = values.get("groups", {})
    known = list(groups) if isinstance(groups, dict) else []
    rows = values.get("sources", [])
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        name = row.get("group") if isinstance(row, dict) else None
        if isinstance(name, str) and name not in known:
            yield ("sources", place, "group"), f"no [groups.NAME] table has this name{similar(name, known)}"


def _taken(source: SourceTable, above: list[tuple[str, Inherited]]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    came_from: dict[str, str] = {}
    for where, table in above:
        for key in table.model_fields_set:
            if key not in source.model_fields_set and key not in values:
                values[key] = getattr(table, key)
                came_from[key] = where
    return values, came_from
