"""`deliveries list` and `replay`."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from storage.records import DeliveryState
from tests.app.cli.archives import Archive, is_harmless
from tests.app.cli.desks import MAIL, NOW, Desk
from tests.app.cli.test_why_outcomes import GAZETTE, HARBOUR, HOUR, KOREA, KURSK, LEDGER, WIRE, Press
from tests.storage.samples import troubled


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.fill()
    return archive


def test_all_are_listed_with_the_last_answer(archive: Archive) -> None:
    listed = archive.run("deliveries", "list")
    assert listed.exit_code == 0
    assert "550 no such [31muser" in listed.stdout
    assert "421 later" in listed.stdout
    assert is_harmless(listed.stdout)
    rows = archive.rows("deliveries", "list")
    assert {row["state"] for row in rows} == {"waiting", "dead", "delivered"}
    assert all(row["created_at"] == "2026-03-01T12:00:00+00:00" for row in rows)


@pytest.fixture
def press(tmp_path: Path, database_url: str, db: Database) -> Press:
    return Press(desk=Desk(tmp_path, database_url, KURSK + MAIL), database=db)


def about(press: Press) -> list[str]:
    """What the deliveries are said to be about, the latest first."""
    printed = press.desk.run("deliveries", "list").stdout
    return [line.split("  mail  ")[1].partition("  tries ")[0] for line in printed.splitlines()]


def test_notices_of_one_story_say_of_which(press: Press) -> None:
    press.prints(WIRE)
    assert about(press) == ["first-report of story 1  Kursk  article 1"]
    press.configure("", KURSK + KOREA)
    press.prints(LEDGER)
    assert "corroboration of story 1  2 hits" in about(press)
    press.configure('group_by = "watch"', KURSK + KOREA + KURSK.replace("kursk", "fire").replace("K", "F"))
    press.prints(HARBOUR)
    assert "first-report  Fursk  article 3" in about(press)
    rows = {row["story_notice_kind"]: row for row in press.desk.rows("deliveries", "list", "--limit", "9")}
    assert (rows["corroboration"]["hit_id"], rows["corroboration"]["stories"]) == (None, 1)
    assert rows["corroboration"]["route"] == "root"


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ('digest = "daily 13:00"', "digest of 2 stories"),
        ('quiet = ["10:00-13:00"]', "held, 2 stories"),
        ('digest = "daily 13:00"\ngroup_by = "watch"', "digest of 2 stories"),
    ],
)
def test_a_notice_of_several_stories_says_of_how_many(press: Press, route: str, said: str) -> None:
    press.configure(route, KURSK.replace('"kursk"', '"kursk OR fire"'))
    press.prints(WIRE, HARBOUR)
    press.is_later()
    assert about(press) == [said]
    (row,) = press.desk.rows("deliveries", "list")
    assert (row["story_notice_kind"], row["stories"]) == (said.partition(" ")[0].strip(","), 2)


def test_digests_of_one_story_and_of_nothing(press: Press) -> None:
    press.configure('digest = "daily 13:00"\nempty_digest = true')
    press.is_later(-2 * HOUR)
    press.is_later(2 * HOUR)
    assert about(press) == ["digest of nothing"]
    press.prints(WIRE)
    press.is_later(26 * HOUR)
    assert about(press)[0] == "digest of 1 story  Kursk  article 1"


def test_a_notice_about_a_source_is_of_no_story(press: Press) -> None:
    press.prints(GAZETTE)
    troubled(press.database, 1, NOW)
    assert "source-trouble  notice 1" in about(press)
    rows = {row["notice_kind"]: row for row in press.desk.rows("deliveries", "list")}
    assert (rows["source-trouble"]["stories"], rows["source-trouble"]["route"]) == (None, None)


@pytest.mark.parametrize("state", ["waiting", "dead", "delivered"])
def test_one_state_is_listed(archive: Archive, state: str) -> None:
    (row,) = archive.rows("deliveries", "list", "--state", state, "--channel", "mail")
    assert row["id"] == archive.delivery(DeliveryState(state))


def test_nothing_to_list(archive: Archive) -> None:
    assert archive.run("deliveries", "list", "--channel", "hook").stdout == "no deliveries\n"
    assert len(archive.rows("deliveries", "list", "--limit", "1")) == 1


def test_a_state_that_is_none_is_a_usage_error(archive: Archive) -> None:
    refused = archive.run("deliveries", "list", "--state", "lost")
    assert refused.exit_code == 2
    assert "waiting, sending, delivered, dead" in " ".join(refused.stderr.split())


def test_a_dead_letter_waits_again_under_its_id(archive: Archive) -> None:
    dead = archive.delivery(DeliveryState.DEAD)
    assert archive.run("deliveries", "replay", dead).exit_code == 0
    waiting = {row["id"]: row["attempts"] for row in archive.rows("deliveries", "list", "--state", "waiting")}
    assert waiting[dead] == 0
    again = archive.run("deliveries", "replay", dead)
    assert again.exit_code == 1
    assert again.stderr == f"wirewatch: no dead letter has the id {dead!r}\n"
