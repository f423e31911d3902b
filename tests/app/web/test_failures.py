"""What is told where a request cannot be answered: a page to people, problem details to programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from app.web.application import build
from app.web.desk import Declared, Desk
from app.web.for_programs import is_for_programs, is_limited
from app.web.problems import MEDIA_TYPE
from storage.database import Database
from tests.app.web.filled import HOST, asked, desk_over


class Broken:
    """A configuration that nobody thought of."""

    def current(self) -> Declared:
        raise RuntimeError("a secret of the desk")


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    found = Database(sqlite_url)
    yield found
    found.close()


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/", "/api/v1/articles/0x1"])
def test_an_address_that_is_none_is_a_problem_to_programs(database: Database, path: str) -> None:
    with asked(database) as client:
        answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json()["status"] == answer.status_code


def test_an_address_that_is_none_is_a_page_to_people(database: Database) -> None:
    with asked(database) as client:
        answer = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_an_archive_that_does_not_answer_is_a_problem(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("DROP TABLE hits"))
    with asked(database) as client:
        answer = client.get("/api/v1/hits")
    assert (answer.status_code, answer.headers["content-type"]) == (503, MEDIA_TYPE)
    assert answer.headers["retry-after"] == "5"


def test_a_fault_of_the_desk_is_told_without_what_it_is(database: Database) -> None:
    desk: Desk = replace(desk_over(database), configuration=Broken())
    with TestClient(build(desk, hosts=[HOST]), raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/watches")
        page = client.get("/")
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA_TYPE)
    assert page.status_code == 500
    assert page.headers["content-type"].startswith("text/plain")
    assert "secret" not in answer.text + page.text


def test_what_the_description_names_is_for_programs(database: Database) -> None:
    with asked(database) as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert {path for path in paths if not is_for_programs(path)} == set()
    assert {path for path in paths if not is_limited(path)} == {"/healthz", "/metrics"}
