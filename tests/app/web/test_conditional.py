"""An answer that is the same as before is not sent again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.web.conditional import matches
from storage.database import Database
from tests.app.web.filled import NOW, asked
from tests.storage.samples import article, collected


@pytest.fixture
def database(filled_sqlite: Database) -> Database:
    return filled_sqlite


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with asked(database) as found:
        yield found


@pytest.mark.parametrize(
    "path",
    ["/api/v1/articles", "/api/v1/hits/1", "/search.atom?q=troops", "/hits.json", "/openapi.json"],
)
def test_who_has_it_gets_nothing_until_it_changes(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.status_code == 200
    assert tag.startswith('"')
    again = client.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-length" not in again.headers
    assert again.headers["cache-control"] == "private, no-cache"
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_another_body_has_another_tag(client: TestClient, database: Database) -> None:
    tag = client.get("/api/v1/articles").headers["etag"]
    collected(database, article("https://gazette.example/new"), NOW + timedelta(minutes=1))
    again = client.get("/api/v1/articles", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


def test_failures_and_files_have_none(client: TestClient) -> None:
    for path in ("/api/v1/articles/999", "/api/v1/nothing", "/export", "/metrics", "/"):
        answer = client.get(path, headers={"If-None-Match": "*"})
        assert answer.status_code in (200, 404)
        assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("header", "is_matched"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
        ('"a', False),
    ],
)
def test_tags_are_compared_as_the_rfc_says(header: str, is_matched: bool) -> None:
    assert matches(header, '"a"') is is_matched
