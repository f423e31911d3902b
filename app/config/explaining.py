"""What pydantic found, in the words of the file: no input value, no type names of Python."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from app.config.channel_tables import CHANNEL_TABLES
from app.config.errors import Problem, key_path
from app.config.locating import Keys
from app.config.route_tables import ChildRouteTable, MatchTable, RouteTable
from app.config.similar import similar
from app.config.tables import (
    BasicAuth,
    Captures,
    Database,
    Egress,
    ExampleTable,
    Health,
    Inherited,
    Manners,
    Polling,
    Reading,
    RetentionTable,
    SourceTable,
    Tables,
    WatchTable,
)

_QUOTED = [json.dumps(kind) for kind in CHANNEL_TABLES]
_KINDS = f"{', '.join(_QUOTED[:-1])} or {_QUOTED[-1]}"
_TABLES: dict[tuple[str, ...], tuple[type[BaseModel], ...]] = {
    (): (Tables,),
    ("database",): (Database,),
    ("manners",): (Manners,),
    ("egress",): (Egress,),
    ("reading",): (Reading,),
    ("polling",): (Polling,),
    ("captures",): (Captures,),
    ("retention",): (RetentionTable,),
    ("health",): (Health,),
    ("route",): (RouteTable,),
    ("route", "routes"): (ChildRouteTable,),
    ("route", "routes", "match"): (MatchTable,),
    ("defaults",): (Inherited,),
    ("groups",): (Inherited,),
    ("sources",): (SourceTable,),
    ("sources", "basic_auth"): (BasicAuth,),
    ("watches",): (WatchTable,),
    ("watches", "must_match"): (ExampleTable,),
    ("watches", "must_not_match"): (ExampleTable,),
    ("channels",): tuple(CHANNEL_TABLES.values()),
}
_SAID: dict[str, str] = {
    "missing": "is missing",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "has too many digits",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
}


def explain(error: ErrorDetails) -> tuple[Keys, Problem]:
    """One of pydantic's errors as the keys it is about and the problem, still without its line."""
    keys, kind, context = _keys(error["loc"]), error["type"], error.get("ctx", {})
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        keys = (*keys, "type")
    return keys, Problem(
        path=key_path(keys),
        message=_message(kind, keys, context),
        column=context.get("column"),
        row=context.get("row"),
    )


def _keys(location: tuple[int | str, ...]) -> Keys:
    keys = tuple(key for key in location if key != "[key]")
    # pydantic puts the kind of channel between the row and its key
    if len(keys) > 2 and keys[0] == "channels" and keys[2] in CHANNEL_TABLES:
        return keys[:2] + keys[3:]
    return keys


def _message(kind: str, keys: Keys, context: dict[str, Any]) -> str:
    if kind in _SAID:
        expected = _SAID[kind]
        rows = ".".join(key for key in keys if isinstance(key, str))
        is_row = len(keys) == 1 and rows in ("sources", "watches", "aliases", "channels")
        is_row = is_row or (keys[0] == "route" and keys[-1] == "routes")
        return f"must be a list of tables: write [[{rows}]]" if is_row and kind == "tuple_type" else expected
    match kind:
        case "extra_forbidden":
            return "is no key that stands here" + similar(str(keys[-1]), _known(keys[:-1]))
        case "literal_error":
            return f"must be {context['expected']}".replace("'", '"')
        case "union_tag_not_found":
            return f"is missing: {_KINDS}"
        case "union_tag_invalid":
            return f"must be {_KINDS}"
        case "greater_than_equal":
            return f"must be at least {context['ge']:,}"
        case "less_than_equal":
            return f"must be at most {context['le']:,}"
        case "too_short":
            return f"must hold at least {context['min_length']}"
        case "too_long":
            return f"must hold at most {context['max_length']}"
        case "value_error":
            return str(context["error"])
        case "query_syntax" | "query_type" | "reference_type":
            return str(context.get("message") or _OWN[kind])
        case _:
            return f"cannot be used ({kind.replace('_', ' ')})"


_OWN = {
    "query_syntax": "is no query",
    "query_type": "must be a query in quotes",
    "reference_type": 'must be text in quotes: a value, "env:NAME" or "file:PATH"',
}


def _known(table: Keys) -> list[str]:
    """The keys that may stand in `table`."""
    names = tuple(key for key in table if isinstance(key, str))
    if names[:1] == ("groups",):
        # what a group is called is the user's own
        names = ("groups",)
    if names[:1] == ("route",):
        # routes stand below routes, as deep as one likes
        names = tuple(dict.fromkeys(names))
    models = _TABLES.get(names, ())
    return [field.alias or name for model in models for name, field in model.model_fields.items()]
