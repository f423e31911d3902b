"""What docs/api.md shows works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from app.web.backtesting import MOST_HITS, PATIENCE
from app.web.rate_limit import Limit
from storage.database import Database
from tests.app.web.filled import asked
from tests.app.web.served import served

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")


@pytest.fixture
def database(filled_sqlite: Database) -> Database:
    return filled_sqlite


def commands() -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def asked_by(client: TestClient, command: str) -> int:
    """Ask what a curl command asks; the status."""
    words = shlex.split(command)
    assert words.pop(0) == "curl"
    url, headers, given, is_get, method = "", dict[str, str](), list[str](), False, ""
    while words:
        word = words.pop(0)
        if word == "--get":
            is_get = True
        elif word == "--header":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word in ("-d", "--data", "--data-urlencode"):
            given.append(words.pop(0))
        elif word == "--request":
            method = words.pop(0)
        elif word == "--output":
            words.pop(0)
        elif word != "--silent":
            assert not word.startswith("-"), word
            url = word
    parts = urlsplit(url)
    assert parts.netloc == "127.0.0.1:8765"
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if is_get:
        asked |= dict(one.split("=", 1) for one in given)
    body = None if is_get or not given else given[0]
    method = method or ("GET" if body is None else "POST")
    return client.request(method, parts.path, params=asked, headers=headers, content=body).status_code


def test_each_command_is_answered(database: Database) -> None:
    with asked(database) as client:
        answers = {command: asked_by(client, command) for command in commands()}
    assert len(answers) > 12
    assert {command: status for command, status in answers.items() if status not in (200, 201, 202)} == {}


def test_the_program_that_keeps_a_copy_gets_everything(database: Database) -> None:
    [program] = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(program, names)
    with served(database) as port:
        found = list(names["changes"](f"http://127.0.0.1:{port}"))
        assert list(names["changes"](f"http://127.0.0.1:{port}", found[-1][1])) == []
    assert [change["kind"] for change, _ in found].count("revised") == 1
    assert len(found) > 7


def test_the_figures_are_those_of_the_program() -> None:
    limit = Limit()
    assert f"{limit.requests:,} times a minute" in PAGE
    assert limit.window == 60
    assert f"after {PATIENCE:.0f} seconds or with {MOST_HITS:,} hits" in PAGE.replace("\n", " ")


def test_each_operation_is_named(database: Database) -> None:
    with asked(database) as client:
        paths = client.get("/openapi.json").json()["paths"]
    for path in paths:
        base = re.sub(r"/\{.*", "", path)
        assert f"{base}`" in PAGE or f"`{base.removeprefix('/api/v1/search')}`" in PAGE, path
