"""`wirewatch web`: on which address it opens, and to whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.web_gate import gate_given
from app.web.security.gate import Gate, GateError
from storage.access import Tokens
from storage.clock import utc_now
from storage.database import Database
from storage.records import Scope
from tests.app.cli.desks import Desk


@pytest.fixture
def database(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def given(
    database: Database,
    address: str,
    *hostnames: str,
    require_token: bool = False,
    behind_proxy: bool = False,
) -> tuple[Gate, frozenset[str]]:
    return gate_given(
        database, address, hostnames=hostnames, require_token=require_token, behind_proxy=behind_proxy
    )


def test_loopback_is_open_and_anything_that_others_reach_is_not(database: Database) -> None:
    assert given(database, "127.0.0.1")[0] == Gate()
    assert given(database, "::1")[0] == Gate()
    Tokens(database).create("anna", Scope.READ, utc_now())
    closed = Gate(token_required=True)
    assert given(database, "127.0.0.1", require_token=True)[0] == closed
    assert given(database, "127.0.0.1", "desk.example")[0] == closed
    assert given(database, "192.0.2.7")[0] == closed
    assert given(database, "0.0.0.0", "desk.example") == (closed, frozenset({"desk.example"}))
    assert given(database, "127.0.0.1", behind_proxy=True)[0] == Gate(token_required=True, behind_proxy=True)
    database.close()


def test_without_a_token_nobody_could_come_in(database: Database) -> None:
    for address, proxied in (("192.0.2.7", False), ("0.0.0.0", False), ("127.0.0.1", True)):
        with pytest.raises(GateError, match="wirewatch token create"):
            given(database, address, behind_proxy=proxied)
    database.close()


def test_a_desk_on_all_addresses_is_told_its_name(database: Database) -> None:
    Tokens(database).create("anna", Scope.READ, utc_now())
    with pytest.raises(GateError, match="--hostname"):
        given(database, "0.0.0.0")
    database.close()


@pytest.mark.parametrize(
    "arguments", [("--host", "0.0.0.0"), ("--require-token",), ("--hostname", "desk.example")]
)
def test_it_does_not_start_while_there_is_no_token(
    tmp_path: Path, sqlite_url: str, arguments: tuple[str, ...]
) -> None:
    refused = Desk(tmp_path, sqlite_url).run("web", "--port", "0", *arguments)
    assert isinstance(refused.exception, GateError)
    (line,) = str(refused.exception).splitlines()
    assert "wirewatch token create" in line
    assert refused.stdout == ""
