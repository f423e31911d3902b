"""`silence add`, `list` and `end`, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.stories import Rulings, group_new
from storage.telling.silences import Silences
from tests.app.cli.archives import HOSTILE_TITLE, is_harmless
from tests.app.cli.desks import MAIL, NOW, Desk
from tests.storage.samples import collected
from tests.storage.stories.test_grouping import PRESS

WATCHES = """
[[sources]]
name = "Gazette"
kind = "feed"
url = "https://gazette.example/feed"

[[watches]]
name = "North drills"
query = "drill*"

[[watches]]
name = "Budgets"
query = "budget*"
channels = ["mail"]

[[route.routes]]
name = "north"
match = {watch = ["North*"]}
"""
WHY = ("--comment", "an exercise", "--author", "anna")
MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path, database_url, WATCHES + MAIL)


@pytest.fixture
def quick_desk(tmp_path: Path, sqlite_url: str) -> Desk:
    """The same on SQLite alone."""
    return Desk(tmp_path, sqlite_url, WATCHES + MAIL)


def written(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


def test_a_silence_is_written_down_and_listed_until_it_is_ended(desk: Desk) -> None:
    assert desk.run("silence", "list").stdout == "no silences\n"
    added = desk.run(
        *(
            "silence",
            "add",
            "--watch",
            "North drills",
            "--watch",
            "B*",
            "--language",
            "KO",
            "--up-to",
            "warning",
        ),
        *("--for", "8h", *WHY),
    )
    assert (added.exit_code, added.stderr) == (0, "")
    first, second = added.stdout.splitlines()
    told = r"\(8 h left\)  watch North drills, B\*; language ko; up to warning"
    assert re.fullmatch(rf"1  until {MOMENT} {told}", first)
    assert second == "    anna: an exercise"
    listed = desk.run("silence", "list")
    assert listed.exit_code == 0
    assert [re.sub(r"\(.* left\)", "(8 h left)", line) for line in listed.stdout.splitlines()] == [
        first,
        second,
    ]
    ended = desk.run("silence", "end", "1")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert re.fullmatch(r"silence 1 is over: it held for .+\n", ended.stdout)
    assert desk.run("silence", "list").stdout == "no silences\n"
    over = desk.run("silence", "list", "--all").stdout.splitlines()
    assert re.fullmatch(rf"1  over since {MOMENT}  watch North drills, .*", over[0])


def test_one_to_come_is_listed_with_when_it_begins(desk: Desk) -> None:
    begins = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=3)
    when = ("--from", written(begins), "--until", written(begins + timedelta(hours=1, minutes=30)))
    assert desk.run("silence", "add", "--everything", *when, *WHY).exit_code == 0
    first = desk.run("silence", "list").stdout.splitlines()[0]
    assert re.fullmatch(
        rf"1  from {MOMENT} until {MOMENT} \(in [23] d( 23 h)?, for 1 h 30 min\)  everything",
        first,
    )
    row = desk.row("silence", "list")
    assert (row["state"], row["starts_at"]) == ("to-come", begins.isoformat())
    assert desk.run("silence", "end", "1").stdout == "silence 1 is over before it began\n"
    assert desk.row("silence", "list", "--all")["state"] == "over"


def test_json_says_all_that_is_known(desk: Desk) -> None:
    until = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=365)
    row = desk.row(
        *("silence", "add", "--source", "Gaz*", "--route", "north", "--route", "watch Budgets"),
        *("--until", f"{written(until)}+00:00", *WHY),
    )
    begins = datetime.fromisoformat(row.pop("starts_at"))
    assert timedelta(0) <= datetime.now(UTC) - begins < timedelta(hours=1)
    assert row == {
        "id": 1,
        "ends_at": until.isoformat(),
        "author": "anna",
        "comment": "an exercise",
        "watches": [],
        "sources": ["Gaz*"],
        "languages": [],
        "stories": [],
        "routes": ["north", "watch Budgets"],
        "up_to": None,
        "state": "holds",
    }
    listed = desk.row("silence", "list")
    assert listed == row | {"starts_at": listed["starts_at"]}
    assert desk.row("silence", "end", "1")["ended"] is True
    assert desk.row("silence", "end", "1") | {"ends_at": None} == listed | {
        "state": "over",
        "ends_at": None,
        "ended": False,
    }
    assert desk.rows("silence", "list") == []


def test_the_first_to_end_is_listed_first_and_what_is_over_only_if_asked(quick_desk: Desk) -> None:
    for length in ("2h", "30m", "1w"):
        quick_desk.run("silence", "add", "--watch", "Budgets", "--for", length, *WHY)
    quick_desk.run("silence", "end", "2")
    assert [row["id"] for row in quick_desk.rows("silence", "list")] == [1, 3]
    assert [row["id"] for row in quick_desk.rows("silence", "list", "--all")] == [3, 1, 2]


def test_one_that_is_over_says_so_and_one_that_is_not_there_is_an_error(desk: Desk) -> None:
    desk.run("silence", "add", "--watch", "Budgets", "--for", "1d", *WHY)
    desk.run("silence", "end", "1")
    again = desk.run("silence", "end", "1")
    assert again.exit_code == 0
    assert re.fullmatch(rf"silence 1 was over already, since {MOMENT}\n", again.stdout)
    for given in (("99",), ("99", "--json")):
        missing = desk.run("silence", "end", *given)
        assert (missing.exit_code, missing.stdout) == (1, "")
        said = "wirewatch: there is no silence 99; wirewatch silence list --all shows them\n"
        assert missing.stderr == said


def test_a_story_goes_by_the_number_that_it_has_now(desk: Desk) -> None:
    database = Database(desk.url)
    for each in PRESS:
        collected(database, each, NOW)
    while group_new(database, NOW).articles:
        pass
    Rulings(database).merge(1, 5, NOW)
    database.close()
    assert desk.row("silence", "add", "--story", "5", "--story", "1", "--for", "8h", *WHY)["stories"] == [1]
    refused = desk.run("silence", "add", "--story", "99", "--for", "8h", *WHY)
    assert refused.exit_code == 2
    assert "there is no story 99; wirewatch story list shows them" in refused.stderr


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("--watch", "North drill"), "no watch is named 'North drill'; did you mean 'North drills'?"),
        (("--watch", "North drills", "--watch", "Zebras"), "no watch is named 'Zebras'\n"),
        (("--source", "Gazete"), "no source is named 'Gazete'; did you mean 'Gazette'?"),
        (("--route", "nort"), "no route is named 'nort'; did you mean 'north'?"),
        (("--route", "nort*"), "no route is named 'nort*'"),
        (("--route", "mail"), "no route is named 'mail'"),
        (("--route", ""), "must not be empty"),
        (("--watch", " North*"), "no space at its ends"),
        (("--source", ""), "must be 1 to 64 characters long"),
        (("--language", "kor"), "'kor' must be a language in two small letters"),
        (("--up-to", "fatal"), "'fatal' is none of info, warning, critical"),
        (("--story", "0"), "greater than or equal to 1"),
        ((), "say what it is for"),
        (("--up-to", "critical"), "or give --everything"),
        (("--everything", "--watch", "Budgets"), "what narrows a silence"),
        (("--everything", "--up-to", "info"), "what narrows a silence"),
    ],
)
def test_what_it_is_for_must_be_there(quick_desk: Desk, given: tuple[str, ...], reason: str) -> None:
    refused = quick_desk.run("silence", "add", *given, "--for", "8h", *WHY)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert reason in refused.stderr
    assert quick_desk.rows("silence", "list", "--all") == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ((), "give one of them: how long, or until when"),
        (("--for", "8h", "--until", "2099-12-01"), "give one of them"),
        (("--for", "0h"), "'0h' is no length of time"),
        (("--for", "-8h"), "'-8h' is no length of time"),
        (("--for", "2026-12-01"), "'2026-12-01' is no length of time"),
        (("--for", "٨h"), "is no length of time"),
        (("--for", "366d"), "a silence lasts 365 days at most"),
        (("--for", "999999w"), "it would outlast the calendar"),
        (("--until", "2020-01-01T07:00"), "2020-01-01 07:00 UTC is past"),
        (("--until", "8h"), "is past; give a time to come"),
        (("--until", "9999-12-31"), "a silence lasts 365 days at most"),
        (("--until", "tomorrow"), "'tomorrow' is no moment"),
        (("--from", "8h", "--for", "1h"), "is past; give a time to come"),
        (("--from", "9999-12-31", "--for", "1d"), "it would outlast the calendar"),
        (("--from", "2099-12-02", "--until", "2099-12-01"), "it would be over before it begins, 2099-12-02"),
    ],
)
def test_its_time_must_be_one_to_come(quick_desk: Desk, given: tuple[str, ...], reason: str) -> None:
    refused = quick_desk.run("silence", "add", "--watch", "Budgets", *given, *WHY)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert reason in refused.stderr
    assert quick_desk.rows("silence", "list", "--all") == []


@pytest.mark.parametrize("option", ["--comment", "--author"])
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "must not be empty"),
        (" \x1b\u202e ", "must not be empty"),
        ("a drill\nuntil the evening", "must be one line"),
        ("a drill\u2028until the evening", "must be one line"),
        ("x" * 501, "has 501 characters; 500 are the most"),
    ],
)
def test_its_words_are_one_line(quick_desk: Desk, option: str, words: str, reason: str) -> None:
    refused = quick_desk.run(
        "silence", "add", "--everything", "--for", "8h", "--comment", "an exercise", option, words
    )
    assert refused.exit_code == 2
    assert reason in refused.stderr


def test_a_silence_says_why(quick_desk: Desk) -> None:
    refused = quick_desk.run("silence", "add", "--everything", "--for", "8h")
    assert refused.exit_code == 2
    assert "Missing option '--comment'" in refused.stderr


def test_words_that_a_terminal_would_obey_are_not_kept(desk: Desk) -> None:
    words = ("--comment", "quiet \x1b]0;owned\x07 \u202enight\x00 \udcff\n", "--author", "anna \x9b31m")
    assert (
        desk.row("silence", "add", "--everything", "--for", "8h", *words)["comment"] == "quiet ]0;owned night"
    )
    database = Database(desk.url)
    (kept,) = Silences(database).list(datetime.now(UTC))
    Silences(database).add(
        replace(kept, comment=HOSTILE_TITLE, author=HOSTILE_TITLE, watches=(HOSTILE_TITLE.replace("\n", ""),))
    )
    database.close()
    for given in (("list",), ("list", "--json"), ("end", "2"), ("end", "2", "--json")):
        assert is_harmless(desk.run("silence", *given).stdout)


def test_the_author_is_who_is_logged_in(quick_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ben")
    row = quick_desk.row("silence", "add", "--everything", "--for", "8h", "--comment", "an exercise")
    assert row["author"] == "ben"


def test_a_name_is_kept_as_it_is_spelt_and_once(quick_desk: Desk) -> None:
    given = ("--watch", "north DRILLS", "--watch", "North drills", "--source", "gazette")
    row = quick_desk.row("silence", "add", *given, "--for", "8h", *WHY)
    assert (row["watches"], row["sources"]) == (["North drills"], ["Gazette"])


def test_a_glob_for_nothing_is_noted_and_kept(quick_desk: Desk) -> None:
    added = quick_desk.run("silence", "add", "--watch", "South*", "--for", "8h", *WHY)
    assert (added.exit_code, added.stderr) == (
        0,
        "wirewatch: 'South*' is for no watch that is configured\n",
    )
    assert "watch South*" in added.stdout


def test_a_file_that_is_not_valid_keeps_nobody_from_silence(quick_desk: Desk) -> None:
    quick_desk.write(WATCHES + MAIL + "[[watches]]\nname = 3\n")
    added = quick_desk.run("silence", "add", "--watch", "Anything", "--route", "north", "--for", "8h", *WHY)
    assert added.exit_code == 0
    assert added.stderr.endswith("wirewatch: so names are taken as they are given\n")
    assert "watch Anything; route north" in added.stdout
