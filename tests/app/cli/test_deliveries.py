"""`deliveries list` and `replay`."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.records import DeliveryState
from tests.app.cli.archives import Archive, is_harmless


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
