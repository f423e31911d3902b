"""`token create`, `list` and `revoke`, and `audit`, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.access import Audit, Tokens
from storage.clock import utc_now
from storage.database import Database
from tests.app.cli.archives import HOSTILE_TITLE, is_harmless
from tests.app.cli.desks import NOW, Desk

MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path, database_url)


@pytest.fixture
def quick_desk(tmp_path: Path, sqlite_url: str) -> Desk:
    """The same on SQLite alone."""
    return Desk(tmp_path, sqlite_url)


def test_a_token_is_made_shown_once_listed_and_revoked(desk: Desk) -> None:
    assert desk.run("token", "list").stdout == "no tokens\n"
    made = desk.run("token", "create", "anna", "--scope", "write", "--expires", "90d")
    assert made.exit_code == 0
    secret = made.stdout.strip()
    assert re.fullmatch(r"wirewatch_[\w-]{43}", secret)
    assert re.fullmatch(rf"anna may write, until {MOMENT}; this token is not shown again\n", made.stderr)
    database = Database(desk.url)
    assert Tokens(database).of_secret(secret, utc_now()) is not None
    database.close()
    listed = desk.run("token", "list").stdout
    assert re.fullmatch(
        rf"anna  read, write  until {MOMENT}  used 0 s ago\n", re.sub(r"\d+ s ago", "0 s ago", listed)
    )
    revoked = desk.run("token", "revoke", "anna")
    assert (revoked.exit_code, revoked.stdout) == (0, "anna is revoked\n")
    assert re.match(rf"anna  read, write  revoked {MOMENT}", desk.run("token", "list").stdout)
    again = desk.run("token", "revoke", "anna")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "there is no token anna" in again.stderr
    for command in (("token", "list"), ("token", "list", "--json"), ("audit",), ("audit", "--json")):
        assert secret not in desk.run(*command).output


def test_programs_read_it_as_json(quick_desk: Desk) -> None:
    made = quick_desk.row("token", "create", "anna", "--scope", "read", "--json")
    assert made.pop("token").startswith("wirewatch_")
    assert made == {
        "name": "anna",
        "state": "living",
        "scopes": ["read"],
        "created_at": made["created_at"],
        "expires_at": None,
        "last_used_at": None,
        "revoked_at": None,
    }
    assert quick_desk.row("token", "list", "--json") == made
    revoked = quick_desk.row("token", "revoke", "anna", "--json")
    assert (revoked["state"], revoked["revoked_at"]) == ("revoked", revoked["revoked_at"])
    assert datetime.fromisoformat(revoked["revoked_at"]).tzinfo is not None


def test_one_that_expired_is_listed_so(quick_desk: Desk) -> None:
    made = quick_desk.run("token", "create", "anna", "--scope", "read", "--expires", "1m")
    assert made.exit_code == 0
    database = Database(quick_desk.url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE access_tokens SET expires_at = '2026-03-01 12:00:00.000000'")
    database.close()
    assert quick_desk.row("token", "list", "--json")["state"] == "expired"
    assert "expired 2026-03-01 12:00 UTC" in quick_desk.run("token", "list").stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--scope", "all"), "none of read, write, admin"),
        (("--scope", "read", "--expires", "2020-01-01"), "is past"),
        (("--scope", "read", "--expires", "0d"), "is past"),
        (("--scope", "read", "--expires", "soon"), "is no moment"),
        (("--scope", "read", "--expires", "999999w"), "moment"),
        ((), "--scope"),
    ],
)
def test_what_cannot_be_is_refused(quick_desk: Desk, given: tuple[str, ...], said: str) -> None:
    refused = quick_desk.run("token", "create", "anna", *given)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in " ".join(refused.stderr.split())
    assert quick_desk.run("token", "list").stdout == "no tokens\n"


def test_changes_are_listed_the_newest_first(desk: Desk) -> None:
    assert desk.run("audit").stdout == "nothing was changed\n"
    desk.run("token", "create", "anna", "--scope", "admin")
    desk.run("token", "revoke", "anna")
    database = Database(desk.url)
    Audit(database).note(
        at=NOW, who="anna", action="silence.add", subject="3", detail={"hours": 8}, client="192.0.2.7"
    )
    database.close()
    lines = desk.run("audit").stdout.splitlines()
    assert lines[0] == '2026-03-01 12:00 UTC  anna from 192.0.2.7: silence.add 3  {"hours": 8}'
    assert [line.partition("  ")[2].split("  ")[0] for line in lines[1:]] == [
        "local: token.revoke anna",
        "local: token.create anna",
    ]
    rows = desk.rows("audit", "--json", "--limit", "2")
    assert [(row["id"], row["action"], row["client"]) for row in rows] == [
        (3, "silence.add", "192.0.2.7"),
        (2, "token.revoke", None),
    ]
    since = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    assert [row["id"] for row in desk.rows("audit", "--json", "--since", since)] == [2, 1]


def test_hostile_words_do_nothing_to_a_terminal(quick_desk: Desk) -> None:
    database = Database(quick_desk.url)
    Audit(database).note(
        at=NOW, who=HOSTILE_TITLE, action="watch.save", subject=HOSTILE_TITLE, detail={"query": HOSTILE_TITLE}
    )
    database.close()
    shown = quick_desk.run("audit")
    assert shown.exit_code == 0
    assert is_harmless(shown.stdout)
    assert json.loads(quick_desk.run("audit", "--json").stdout)["subject"]
