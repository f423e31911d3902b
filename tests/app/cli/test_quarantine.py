"""`quarantine list`, `show`, `retry` and `remove`, and the line of `status`."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from storage.quarantine import Quarantine, digest_of
from storage.records import RunawayBody
from tests.app.cli.archives import HOSTILE_TITLE, is_harmless
from tests.app.cli.desks import NOW, Desk

CONTENT = b"<p>\x00\xff never ends"
URL = f"https://gazette.example/{HOSTILE_TITLE}"


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path, database_url)


def put(desk: Desk, times: int = 3) -> int:
    database = Database(desk.url)
    body = RunawayBody(
        kind="page",
        url=URL,
        source="gazette",
        content_type="text/html",
        reason="took over 10 s",
        content=CONTENT,
    )
    found = [Quarantine(database).put(body, NOW) for _ in range(times)]
    database.close()
    return found[-1].id


def test_an_empty_one_is_said_to_be(desk: Desk) -> None:
    assert desk.run("quarantine", "list").stdout == "nothing is in quarantine\n"
    assert desk.run("quarantine", "list", "--json").stdout == ""
    assert "quarantine" not in desk.run("status").stdout


def test_what_is_there_is_listed_shown_and_given_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    number = put(desk)
    listed = desk.run("quarantine", "list").stdout
    assert listed.startswith(f"{number}  page of gazette  https://gazette.example/")
    assert "took over 10 s, 3 times, last " in listed
    assert listed.endswith("; not read again\n")
    file = tmp_path / "page.html"
    shown = desk.run("quarantine", "show", str(number), "--output", str(file))
    assert shown.exit_code == 0
    assert file.read_bytes() == CONTENT
    assert is_harmless(listed)
    assert is_harmless(shown.stdout)
    assert (
        "quarantine: 1 body that could not be read; see `wirewatch quarantine list`"
        in desk.run("status").stdout
    )
    row = desk.row("quarantine", "show", str(number))
    assert row == desk.row("quarantine", "list")
    assert (row["url"], row["times"], row["held"], row["sha256"]) == (URL, 3, True, digest_of(CONTENT))
    assert (row["bytes"], row["kept_bytes"]) == (len(CONTENT), len(CONTENT))
    again = desk.run("quarantine", "show", str(number), "--output", str(file))
    assert (again.exit_code, file.read_bytes()) == (2, CONTENT)


def test_one_is_let_go_for_another_try_or_for_good(desk: Desk) -> None:
    number = str(put(desk))
    assert desk.run("quarantine", "retry", number).exit_code == 0
    assert desk.row("quarantine", "list")["held"] is False
    assert desk.run("quarantine", "remove", number).exit_code == 0
    for command in ("show", "retry", "remove"):
        ended = desk.run("quarantine", command, number)
        assert (ended.exit_code, ended.stderr) == (
            1,
            f"wirewatch: nothing in quarantine has the number {number}\n",
        )
