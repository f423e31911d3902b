"""`/openapi.json` says of each operation all that a programmer must know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.web.problems import MEDIA_TYPE
from storage.database import Database
from tests.app.web.filled import asked

_BOUNDS = ("maximum", "maxLength", "pattern", "enum", "format", "const")


@pytest.fixture
def document(sqlite_url: str) -> Iterator[dict[str, Any]]:
    database = Database(sqlite_url)
    with asked(database) as client:
        found: dict[str, Any] = client.get("/openapi.json").json()
    yield found
    database.close()


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert set(document["components"]["schemas"]["Problem"]["required"]) == {"title", "status", "detail"}


def test_all_that_programs_may_ask_is_in_it_and_no_page(document: dict[str, Any]) -> None:
    assert {name for name, _ in operations(document)} == {
        "GET /api/v1/articles",
        "GET /api/v1/articles/{article_id}",
        "GET /api/v1/articles/{article_id}/revisions",
        "GET /api/v1/sync/articles",
        "GET /api/v1/stories",
        "GET /api/v1/stories/{story_id}",
        "GET /api/v1/hits",
        "GET /api/v1/hits/{hit_id}",
        "POST /api/v1/hits/{hit_id}/marks",
        "GET /api/v1/watches",
        "GET /api/v1/sources",
        "GET /api/v1/sources/{name}",
        "POST /api/v1/sources/{name}/check",
        "GET /api/v1/deliveries",
        "POST /api/v1/deliveries/{delivery_id}/replay",
        "GET /api/v1/search",
        "GET /api/v1/search/counts",
        "GET /api/v1/backtest",
        "GET /search.atom",
        "GET /search.json",
        "GET /hits.atom",
        "GET /hits.json",
        "GET /export",
        "GET /healthz",
        "GET /metrics",
    }


def test_each_operation_is_described_whole(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    ids = []
    for name, operation in operations(document):
        ids.append(operation["operationId"])
        assert operation["summary"], name
        assert operation["description"], name
        assert len(operation["tags"]) == 1, name
        assert set(operation["tags"]) <= tags, name
        answers = operation["responses"]
        assert {"422", "429", "503"} <= set(answers), name
        assert any(status.startswith("2") for status in answers), name
        for status, answer in answers.items():
            if status.startswith("2"):
                assert answer["content"], name
            else:
                schema = answer["content"][MEDIA_TYPE]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, (name, status)
    assert len(ids) == len(set(ids))


def test_each_parameter_has_a_description_bounds_and_an_example(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            where, schema = f"{name} {parameter['name']}", parameter["schema"]
            assert parameter.get("description"), where
            target = schema
            if "$ref" in schema:
                target = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            assert "anyOf" not in schema, where
            is_bounded = target["type"] == "boolean" or any(bound in target for bound in _BOUNDS)
            assert is_bounded, where
            has_example = "enum" in target or "examples" in schema or "default" in schema
            assert has_example or "example" in parameter or "examples" in parameter, where


def test_each_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"]
            for one in part.values():
                yield from references(one)
        elif isinstance(part, list):
            for one in part:
                yield from references(one)

    there = document["components"]["schemas"]
    assert {one.removeprefix("#/components/schemas/") for one in references(document)} <= set(there)
