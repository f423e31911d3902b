"""The configuration as it is in force, fit to be seen: references as written, secrets hidden."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.config.captures import captures_folder
from app.config.channel_tables import EmailTable
from app.config.loading import Config
from app.config.route_showing import shown_route
from app.config.routing import route_tree
from app.config.table import Table

_INHERITED = "inherited"


def shown(config: Config) -> dict[str, Any]:
    """Every effective value, in the shape and the words of the file."""
    everybody = [channel.name for channel in config.channels]
    manners = _row(config.manners) | {"user_agent": config.manners.full_user_agent}
    return {
        "database": _row(config.database),
        "manners": manners,
        "reading": _row(config.reading),
        "egress": _row(config.egress),
        "polling": _without_nothing(_row(config.polling)),
        "captures": _row(config.captures, folder=str(captures_folder(config))),
        **({"retention": kept} if (kept := _row(config.retention)) else {}),
        "health": _row(config.health, channels=everybody),
        **({"heartbeat": _row(config.heartbeat)} if config.heartbeat is not None else {}),
        "limits": _row(config.limits),
        "route": shown_route(route_tree(config).root),
        **({"defaults": _row(config.defaults)} if config.defaults.model_fields_set else {}),
        **({"groups": {name: _row(table) for name, table in config.groups.items()}} if config.groups else {}),
        "sources": [
            _row(table, delay=manners["delay"]) | _inherited(config.inherited.get(table.name))
            for table in config.sources
        ],
        **({"aliases": [dict(row) for row in config.alias_rows]} if config.alias_rows else {}),
        "watches": [_without_nothing(_row(table)) for table in config.watches],
        "channels": [
            _row(table, port=table.effective_port) if isinstance(table, EmailTable) else _row(table)
            for table in config.channels
        ],
    }


def as_toml(values: dict[str, Any]) -> str:
    """Tables of text, numbers, truths, lists and tables within as TOML; where a value was inherited is a comment."""
    blocks: list[str] = []
    for name, value in values.items():
        rows = value if isinstance(value, list) else [value]
        header = f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
        blocks += [
            "\n".join(
                [
                    header,
                    *(
                        _line(key, each, row)
                        for key, each in row.items()
                        if key != _INHERITED or name != "sources"
                    ),
                ]
            )
            for row in rows
        ]
    return "\n\n".join(blocks) + "\n"


def _inherited(origins: Mapping[str, str] | None) -> dict[str, Any]:
    """For each key that a source did not give itself, the table that it came from."""
    return {_INHERITED: dict(sorted(origins.items()))} if origins else {}


def _line(key: str, value: object, row: dict[str, Any]) -> str:
    origins = row.get(_INHERITED)
    where = origins.get(key) if isinstance(origins, dict) else None
    return f"{_key(key)} = {_value(value)}" + (f"  # from [{where}]" if where else "")


def _row(table: Table, **implied: object) -> dict[str, Any]:
    """The table's values, and for keys that it leaves open what follows from elsewhere."""
    row = table.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {key: value for key, value in (row | implied | row).items() if value != {}}


def _without_nothing(watch: dict[str, Any]) -> dict[str, Any]:
    """A watch without lists of examples that are empty."""
    return {key: value for key, value in watch.items() if value or not key.startswith("must_")}


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "_").isidentifier() else _value(key)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        # JSON's strings are TOML's but for one control character and for what a terminal would obey
        text = json.dumps(value, ensure_ascii=False)
        return "".join(char if char.isprintable() else _escaped(char) for char in text)
    return json.dumps(value)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
