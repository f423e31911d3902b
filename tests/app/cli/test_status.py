"""`wirewatch status`: everything from the database alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.config import ConfigError
from storage import schema
from storage.archive import Archive as Archived
from storage.database import Database
from storage.records import CollectedArticle, PageReading, PollResult, RunOutcome
from storage.sources import Sources
from storage.workers import Workers
from tests.app.cli.archives import Archive, is_harmless
from tests.storage.samples import article, drifting, source


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.fill()
    return archive


@pytest.fixture
def calm(tmp_path: Path) -> Archive:
    """One in which nothing waits."""
    archive = Archive(tmp_path)
    schema.create(archive.url)
    return archive


def set_up(archive: Archive, *, heard_of: timedelta = timedelta(0), stopped: bool = False) -> None:
    now = datetime.now(UTC)
    database = Database(archive.url)
    workers = Workers(database)
    workers.register("w1", "desk\x1b[2J", 11, now - timedelta(hours=2))
    workers.heartbeat("w1", now - heard_of)
    workers.passed("w1", now - heard_of - timedelta(seconds=3))
    if stopped:
        workers.stopped("w1", now)
    database.close()


@pytest.mark.parametrize(
    ("heard_of", "stopped", "said", "code"),
    [
        (timedelta(seconds=5), False, r"worker: alive, process 11 on desk\[2J, started 2 h ago", 0),
        (
            timedelta(minutes=5),
            False,
            r"worker: DEAD, last heard of \d+ min ago \(process 11 on desk\[2J\)",
            1,
        ),
        (timedelta(seconds=5), True, r"worker: stopped \d+ (s|min) ago", 1),
    ],
)
def test_the_worker_is_alive_dead_or_stopped(
    calm: Archive, heard_of: timedelta, stopped: bool, said: str, code: int
) -> None:
    set_up(calm, heard_of=heard_of, stopped=stopped)
    shown = calm.run("status")
    assert re.fullmatch(said, shown.stdout.splitlines()[0])
    assert shown.exit_code == code
    (status,) = calm.rows("status")
    assert [worker["alive"] for worker in status["workers"]] == [code == 0]


def test_no_worker_has_run_yet(archive: Archive) -> None:
    shown = archive.run("status")
    assert shown.exit_code == 1
    assert shown.stdout.startswith(
        "worker: none has run yet; start one with `wirewatch run`\nlast pass: never\n"
    )


def test_sources_outbox_and_passes_are_shown(archive: Archive) -> None:
    set_up(archive)
    now = datetime.now(UTC)
    database = Database(archive.url)
    sources = Sources(database)
    evil = sources.get("evil")
    assert evil is not None
    sources.finish(
        evil.id,
        PollResult(outcome=RunOutcome.RATE_LIMITED, detail="HTTP 429 \x1b[31m\nworker: alive"),
        url=evil.url,
        new=0,
        now=now - timedelta(minutes=2),
        started_at=now - timedelta(minutes=3),
        due_at=now + timedelta(minutes=10, seconds=30),
    )
    database.close()
    shown = archive.run("status").stdout
    assert is_harmless(shown)
    assert re.search(r"\nlast pass: \d+ (s|min) ago\n", shown)
    assert "archive: 4 articles, 3 hits, 2 not yet flagged" in shown
    assert "outbox: 1 waiting, the oldest since" in shown
    assert "; 1 dead letter\n" in shown
    assert (
        "  evil: rate-limited, polled 2 min ago, never read well, due in 10 min, 1 article\n      rate-limited since 20"
        in shown
    )
    assert " UTC: HTTP 429 [31m worker: alive\n" in shown
    assert "  gazette: not polled yet, due now, 3 articles" in shown
    assert "\nsources: 2, 1 in trouble (1 rate-limited), 1 not polled yet\n  evil: " in shown

    (status,) = archive.rows("status")
    assert (status["waiting"], status["dead"], status["unflagged"]) == (1, 1, 2)
    assert status["oldest_waiting_at"] == "2026-03-01T12:00:00+00:00"
    assert status["last_passed_at"] is not None
    (shown_evil,) = (one for one in status["sources"] if one["name"] == "evil")
    assert (shown_evil["last_outcome"], shown_evil["interval"]) == ("rate-limited", 900)
    assert datetime.fromisoformat(shown_evil["due_at"]) > now


def drift(archive: Archive) -> None:
    """The pages of the gazette name no authors any more, and one of them is a wall."""
    now = datetime.now(UTC)
    database = Database(archive.url)
    number = source(database, now)
    drifting(database, number, now - timedelta(hours=3))
    wall = PageReading(url="https://gazette.example/\x1b[2Jwall", kind="consent-wall")
    item = CollectedArticle(
        article=article("https://gazette.example/wall"),
        source_id=number,
        lead_id=None,
        backlog=True,
        reading=wall,
    )
    Archived(database).save([item], now)
    database.close()


def test_kinds_of_pages_and_drift_are_shown(archive: Archive) -> None:
    set_up(archive)
    drift(archive)
    shown = archive.run("status").stdout
    assert is_harmless(shown)
    assert (
        "      1 of 121 pages in the last day: consent-wall, such as https://gazette.example/[2Jwall" in shown
    )
    assert "      extraction-drift: authors 100 % -> 0 % since " in shown
    assert " UTC, such as https://gazette.example/drift-1" in shown

    (status,) = archive.rows("status")
    (gazette,) = (one for one in status["sources"] if one["name"] == "gazette")
    assert {one["kind"]: one["pages"] for one in gazette["pages"]} == {"article": 120, "consent-wall": 1}
    (event,) = status["events"]
    assert (event["source"], event["kind"], event["subject"]) == ("gazette", "extraction-drift", "authors")
    assert (event["before"], event["after"], event["ending"]) == (1.0, 0.0, None)
    assert datetime.fromisoformat(event["since_at"]) < datetime.fromisoformat(event["opened_at"])


def test_every_field_is_documented(archive: Archive) -> None:
    set_up(archive)
    drift(archive)
    (status,) = archive.rows("status")
    documented = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    asked_for = {"id", "host_group", "tell_backlog", "first_read_at", "etag", "last_modified"}
    (gazette,) = (one for one in status["sources"] if one["name"] == "gazette")
    fields = {
        *status,
        *status["workers"][0],
        *gazette,
        *gazette["pages"][0],
        *status["events"][0],
        *status["channels"][0],
        *status["over"][0],
    } - asked_for
    assert [field for field in sorted(fields) if f"`{field}`" not in documented] == []


def test_a_refused_configuration_is_shown_beside_the_one_in_force(calm: Archive) -> None:
    set_up(calm)
    database = Database(calm.url)
    Workers(database).config("w1", datetime.now(UTC), None)
    Workers(database).config("w1", datetime.now(UTC), "watches.0.query, column 14: a word is missing")
    database.close()
    calm.config.write_text('[[watches]]\nname = "w"\nquery = "AND"\n')
    shown = calm.run("status")
    assert shown.exit_code == 0
    assert "configuration: the changed one is REFUSED, that of 20" in shown.stdout
    assert "    watches.0.query, column 14: a word is missing" in shown.stdout
    assert "watches.0.query, column 1" in shown.stderr


@pytest.mark.parametrize(
    "text",
    [
        '[[watches]]\nname = "w"\nquery = "AND"\n',
        "[[sources\n",
        '[[sources\n[database]\nurl = "sqlite:///wirewatch.db"\n[manners\n',
        '[database] # here\nurl = "sqlite:///wirewatch.db"\n[sources]\nname = "no list"\n',
    ],
)
def test_an_invalid_file_keeps_nobody_from_the_archive(archive: Archive, text: str) -> None:
    archive.config.write_text(text)
    assert archive.rows("search", "frigate")
    assert archive.run("search", "frigate").stderr.startswith(f"wirewatch: {archive.config}: ")


@pytest.mark.parametrize(
    "text",
    [
        '[database]\nurl = "sqlite:///elsewhere.db"\n[manners\n',
        "[database]\nurl = 5\n",
        '[database]\nurl = "x',
    ],
)
def test_an_invalid_file_that_leads_to_no_archive_is_what_is_said(archive: Archive, text: str) -> None:
    archive.config.write_text(text)
    assert isinstance(archive.run("status").exception, ConfigError)


def test_a_missing_file_names_init(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.config.unlink()
    error = archive.run("status").exception
    assert isinstance(error, ConfigError)
    assert "wirewatch init" in str(error)


def test_a_database_of_no_revision_names_the_command_that_mends_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    (tmp_path / "wirewatch.db").touch()
    assert "`wirewatch db upgrade`" in str(archive.run("status").exception)
    upgraded = archive.run("db", "upgrade")
    assert upgraded.exit_code == 0
    assert upgraded.stdout.strip().endswith(f"empty -> {schema.state(archive.url).current}")
    assert archive.run("status").exit_code == 1
    assert "already" in archive.run("db", "upgrade").stdout


def test_those_in_the_gravest_state_stand_first(archive: Archive) -> None:
    now = datetime.now(UTC)
    database = Database(archive.url)
    sources = Sources(database)
    for name, outcome, ago in (
        ("evil", RunOutcome.OK, timedelta(hours=2)),
        ("evil", RunOutcome.UNREACHABLE, timedelta(minutes=2)),
        ("gazette", RunOutcome.FORBIDDEN, timedelta(minutes=1)),
    ):
        state = sources.get(name)
        assert state is not None
        result = PollResult(outcome=outcome, detail="as it is")
        sources.finish(state.id, result, url=state.url, new=0, now=now - ago, due_at=now)
    database.close()
    shown = archive.run("status").stdout
    assert "\nsources: 2, 2 in trouble (1 not-permitted, 1 unreachable)\n  gazette: not-permitted, " in shown
    assert "  evil: unreachable, polled 2 min ago, last read well 2 h ago, due now, 1 article\n" in shown
    calm = archive.run("status", "--source", "evil").stdout
    assert "sources: " not in calm
    assert "gazette" not in calm
