"""What `/openapi.json` says beyond what the routes say by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel

from app.web.feeds.json_feed import JsonFeed
from app.web.problems import MEDIA_TYPE, Problem
from app.web.security.credentials import OPEN_PATHS
from app.web.security.gate import Gate

ABOUT = """An archive of articles, what watches hit in them, and what was told of that.

Times are ISO 8601 in UTC, lengths of time seconds, offsets in texts characters (code points). A list has `items` and
`next`, the cursor that `after` takes to go on, null on the last page. Errors are problem details (RFC 9457).
`docs/api.md` tells more.
"""

_TAGS = {
    "articles": "What was collected, in the words of each revision.",
    "stories": "What outlets report of one event.",
    "hits": "What watches hit, and what people say of it.",
    "watches": "What is watched for.",
    "sources": "What is polled, and how it is.",
    "deliveries": "What was sent, what waits, and what failed.",
    "search": "The archive, asked in the watch language.",
    "feeds": "Searches and hits to follow: Atom (RFC 4287) and JSON Feed 1.1.",
    "export": "Articles as files.",
    "operations": "For who runs it.",
}
_SAID = {
    400: "The body cannot be read.",
    401: "The desk asks for a token, and none that lives was given.",
    403: "The token may not do this, or a page elsewhere asked for it.",
    404: "There is no such thing.",
    409: "It is not in a state in which this can be done.",
    422: "A parameter is unknown, has another form, or cannot be meant; of a query, `column` says where.",
    429: "Too much was asked in a short time; `Retry-After` says in how many seconds to ask again.",
    501: "What this needs is not installed.",
    503: "The archive does not answer, or too much is being made at once; ask again after `Retry-After`.",
}
_REF = {"$ref": "#/components/schemas/Problem"}

Answers = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Answers:
    """The errors of a route, for its `responses`: these, and those that any route may have."""
    return {status: _answer(status) for status in sorted({*statuses, 401, 403, 422, 429, 503})}


def named_as_written(route: APIRoute) -> str:
    """The operationId of a route: the name of its function."""
    return route.name


class DescribedApplication(FastAPI):
    """An application that describes itself whole."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI 3.1 document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _described(self)
        return self.openapi_schema


def _described(application: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=application.title,
        version=application.version,
        summary="The desk over an archive of the press.",
        description=ABOUT,
        routes=application.routes,
        tags=[{"name": name, "description": about} for name, about in _TAGS.items()],
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for model in (Problem, JsonFeed):
        schemas |= _schemas(model)
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "`wirewatch token create` makes one."}
    }
    gate: Gate = application.state.gate
    # A desk that listens on loopback alone asks for none.
    found["security"] = [{"token": []}] if gate.token_required else [{"token": []}, {}]
    for path in OPEN_PATHS & found["paths"].keys():
        for operation in found["paths"][path].values():
            operation["security"] = []
    for operation in _operations(found):
        for parameter in operation.get("parameters", ()):
            schema = parameter["schema"] = _without_null(parameter["schema"])
            parameter.setdefault("description", schema.get("description", ""))
    return found


def _schemas(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model that no route names, and of its parts."""
    found = model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    return {**found.pop("$defs", {}), model.__name__: found}


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that need not be given: no address can say null."""
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(kinds) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return {**kinds[0], **rest}


def _answer(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": _SAID[status], "content": {MEDIA_TYPE: {"schema": _REF}}}
    if status in (429, 503):
        answer["headers"] = {
            "Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}
        }
    return answer
