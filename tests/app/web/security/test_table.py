"""Every route in every way: nothing but what is open answers without credentials, and nothing is changed by readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.web.security.access import Admin
from app.web.security.credentials import OPEN_PATHS, SESSION_END, is_open
from app.web.security.origins import SAFE_METHODS
from app.web.security.returning import SESSION
from storage.records import Scope
from tests.app.web.security import ways
from tests.app.web.security.doors import OPEN, Door, opened
from tests.app.web.security.routes import Asked, walked
from tests.app.web.security.table import Answers, answers, committed, written
from tests.databases import migrated

WRITE = "python -m tests.app.web.security.table --write"
OWN = {SESSION, SESSION_END}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """What every route answers in every way."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "archive.db").write_bytes(migrated())
    url = f"sqlite:///{folder / 'archive.db'}"
    with opened(url, folder) as closed, opened(url, folder, OPEN) as open_:
        yield answers(closed, open_)


def of(found: Answers, *which: ways.Way) -> Iterator[tuple[Asked, ways.Answer]]:
    """Each route with its answer in each of the ways."""
    return ((asked, answer) for (asked, way), answer in found.items() if way in which)


def changes(asked: Asked) -> bool:
    return asked.method not in SAFE_METHODS


def test_the_walk_finds_pages_streams_files_and_forms(found: Answers) -> None:
    seen = {(asked.method, asked.path) for asked, _ in found}
    assert seen >= {
        ("GET", "/"),
        ("GET", "/wire/events"),
        ("GET", "/openapi.json"),
        ("GET", "/session"),
        ("POST", "/session"),
        ("POST", "/session/end"),
        ("GET", "/static/..."),
        ("DELETE", "/static/..."),
    }


def test_no_route_fails(found: Answers) -> None:
    assert {(asked, way.name) for (asked, way), answer in found.items() if answer.status == 500} == set()


def test_nothing_but_what_is_open_answers_without_credentials(found: Answers) -> None:
    asked = of(found, ways.NOBODY, ways.PROGRAM, ways.REVOKED)
    assert {one for one, answer in asked if not answer.is_refusal and not is_open(one.target)} == set()


def test_what_is_open_is_the_way_in_and_the_files_of_the_desk() -> None:
    assert {"/session", "/healthz"} == OPEN_PATHS
    assert is_open("/static/desk.css")
    for path in (
        "/",
        "/static",
        "/statics/x",
        "/session/",
        "/session/end",
        "/healthz/x",
        "/Static/x",
        "//static/x",
    ):
        assert not is_open(path)


def test_a_program_is_told_401_and_never_led_to_a_form(found: Answers) -> None:
    for asked, answer in of(found, ways.PROGRAM):
        if not is_open(asked.target):
            assert answer.status == 401, asked


def test_readers_read_all_and_change_nothing(found: Answers) -> None:
    for asked, answer in of(found, ways.READ_TOKEN, ways.READ_COOKIE):
        if changes(asked) and asked.target not in OWN:
            # 405: a mount that knows no such method.
            assert answer.status in (403, 405), asked
        elif not asked.is_for_admins:
            assert not answer.is_refusal, asked


def test_nothing_is_changed_for_a_page_elsewhere(found: Answers) -> None:
    for asked, answer in of(found, ways.FOREIGN, ways.FOREIGN_OPEN, ways.UNSAID):
        assert (answer.status == 403) == changes(asked), asked


def test_whoever_may_is_not_refused(found: Answers) -> None:
    for asked, answer in of(found, ways.WRITE_TOKEN, ways.WRITER):
        assert (answer.status == 403) == asked.is_for_admins, asked
        assert answer.status != 401, asked
    for asked, answer in of(found, ways.ADMIN):
        assert answer.status not in (401, 403), asked


def test_the_table_in_the_docs_is_what_the_desk_does(found: Answers) -> None:
    assert committed() == written(found), f"write it anew: {WRITE}"


def test_a_route_that_is_added_is_walked_and_refused(sqlite_url: str, tmp_path: Path) -> None:
    def wipe(_: Admin) -> str:
        return "wiped"

    with opened(sqlite_url, tmp_path) as closed, opened(sqlite_url, tmp_path, OPEN) as open_:
        for door in (closed, open_):
            door.application.add_api_route("/wipe/{number}", wipe, methods=["DELETE"])
        (asked,) = (one for one in walked(closed.application.routes) if one.path == "/wipe/{number}")
        found = answers(closed, open_)
    assert (asked.method, asked.target, asked.is_for_admins) == ("DELETE", "/wipe/1", True)
    assert {way.name: str(found[asked, way]) for way in ways.WAYS} == {
        ways.NOBODY.name: "to /session",
        ways.PROGRAM.name: "401",
        ways.REVOKED.name: "to /session",
        ways.READ_TOKEN.name: "403",
        ways.READ_COOKIE.name: "403",
        ways.FOREIGN.name: "403",
        ways.FOREIGN_OPEN.name: "403",
        ways.UNSAID.name: "403",
        ways.WRITE_TOKEN.name: "403",
        ways.WRITER.name: "403",
        ways.ADMIN.name: "answered",
    }


def test_an_address_that_is_none_says_so_to_nobody_who_is_not_known(door: Door) -> None:
    client = door.client()
    assert client.get("/nothing").status_code == 401
    assert client.post("/nothing").status_code == 401
    assert client.get("/nothing", headers={"Accept": "text/html"}).status_code == 303
    assert door.inside("anna", Scope.READ).get("/nothing").status_code == 404
