"""`wirewatch watch why`: of an article of the archive, and of a given text."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from tests.app.cli.archives import is_harmless
from tests.app.cli.desks import NOW, Desk

SENT = "Sent to Russia"
HEDGED = "It began. 북한 could send troops to 러시아, Seoul said."
QUERY = "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted|hedged)"


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path, database_url)


def given(text: str | bytes, query: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["watch", "why", "--text", "-", query, *more], input=text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    return tmp_path


def test_of_an_article_each_clause_and_its_hit_are_told(desk: Desk) -> None:
    hit, other = desk.collect([HEDGED, "North Korea sent them. Russia was silent."])
    desk.flag()
    told = desk.run("watch", "why", f"{hit}", SENT)
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        f"{hit}  A report (gazette, revision 1)",
        "hit 1, by revision 1 and version 1 of the watch",
        "",
        f"held     {QUERY}  hedged by 'could'",
        "           [북한] could [send] troops to [러시아], Seoul said",
        "           북한 = @dprk; 러시아 = @russia",
        "held       actor: @dprk  '북한' (text)",
        "held       action: @deploy  'send' (text)",
        "held       target: @russia  '러시아' (text)",
        "",
        "it matches, hedged by 'could'",
    ]
    missed = desk.run("watch", "why", f"{other}", SENT)
    assert missed.exit_code == 1
    lines = missed.stdout.splitlines()
    assert lines[2].startswith("failed   EVENT(")
    assert lines[3] == "           [North Korea] [sent] them"
    assert lines[-1].endswith("the sentence that holds actor and action has no target")
    row = desk.row("watch", "why", f"{hit}", SENT)
    assert (row["watch"], row["query"], row["article"], row["revision"], row["hit"]) == (
        SENT,
        QUERY,
        hit,
        1,
        1,
    )
    assert (row["held"], row["polarity"], row["nearest_miss"]) == (True, "hedged", None)
    tree = row["clauses"]
    assert tree["stretch"]["text"] == "북한 could send troops to 러시아, Seoul said"
    assert [(part["role"], part["clause"], part["held"]) for part in tree["parts"]] == [
        ("actor", "@dprk", True),
        ("action", "@deploy", True),
        ("target", "@russia", True),
    ]
    assert tree["parts"][0]["evidence"][0]["text"] == "북한"


def test_an_earlier_wording_can_be_asked(desk: Desk) -> None:
    (number,) = desk.collect(["Tanks went."])
    desk.collect(["Nobody went."], NOW)
    assert desk.run("watch", "why", f"{number}", "tanks").exit_code == 1
    assert desk.run("watch", "why", f"{number}", "tanks", "--revision", "1").exit_code == 0
    row = desk.row("watch", "why", f"{number}", "tanks")
    assert (row["watch"], row["revision"], row["hit"], row["held"]) == (None, 2, None, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("99", "tanks"), "the archive has no article 99"),
        (("1", "tanks", "--revision", "9"), "the archive has no revision 9 of an article 1"),
        (("one", "tanks"), "'one' is no number of an article"),
        (("1",), "name a watch, or write a query"),
        (("1", "tanks (", "--file", "north-korea"), "column "),
        (("1", "tanks", "--text", "x.txt"), "give one of them"),
        (("--text", "none.txt", "tanks"), "none.txt: No such file"),
    ],
)
def test_what_cannot_be_asked_exits_2(
    folder: Path, sqlite_url: str, arguments: tuple[str, ...], said: str
) -> None:
    desk = Desk(folder, sqlite_url)
    desk.collect(["Tanks went."], NOW - timedelta(days=1))
    refused = desk.run("watch", "why", *arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


@pytest.mark.parametrize("arguments", [(), ("1",), ("--text", "-"), ("--text", "-", "1", "troops")])
def test_what_is_not_given_is_asked_for(folder: Path, arguments: tuple[str, ...]) -> None:
    refused = CliRunner().invoke(app, ["watch", "why", *arguments], input="troops")
    assert refused.exit_code == 2
    assert "WATCH|QUERY" in refused.stderr.splitlines()[-1] or "--text" in refused.stderr.splitlines()[-1]


def test_a_text_needs_neither_archive_nor_configuration(folder: Path) -> None:
    missed = given("Troops a b c d e Russia", "troops NEAR/4 russia")
    assert missed.exit_code == 1
    assert missed.stdout.splitlines() == [
        "standard input",
        "",
        "failed   troops NEAR/4 russia  'Troops' and 'Russia' are 6 words apart; you asked for 4",
        "           [Troops] a b c d e [Russia]",
        "held       troops  'Troops' (text)",
        "held       russia  'Russia' (text)",
        "",
        "nearest miss: troops NEAR/4 russia: 'Troops' and 'Russia' are 6 words apart; you asked for 4",
    ]
    (folder / "a.txt").write_text("Troops", encoding="utf-8")
    held = CliRunner().invoke(
        app, ["watch", "why", "--text", "a.txt", "--title", "Russia", "title:russia troops"]
    )
    assert held.exit_code == 0
    assert "held       title:russia  'Russia' (title)" in held.stdout
    assert given(b"\xff", "troops").exit_code == 2
    pack = given(
        "Pyongyang has sent 3,000 soldiers to Russia.",
        "North Korea troop deployments",
        "--file",
        "north-korea",
    )
    assert (pack.exit_code, pack.stdout.splitlines()[-1]) == (0, "it matches, asserted")


def test_alternatives_that_are_not_there_are_told_together(folder: Path) -> None:
    told = given("tanks", "(a OR b OR c OR d OR e OR tank) (x y OR z NEAR/3 w)").stdout
    assert "failed     a OR b OR c OR d OR e OR tank\n" in told
    assert "failed       tank  not there; 'tanks' is, which tank* finds\n" in told
    assert "failed       5 that are not there: a, b, c, d, e\n" in told
    assert "failed     (x AND y) OR z NEAR/3 w  nothing of it is there\n" in told


def test_a_hostile_text_is_shown_harmlessly(folder: Path) -> None:
    told = given("Troops \x1b[2J\u202e and \x9b31m Russia", "troops NEAR/1 russia", "--title", "\x1b]0;x\x07")
    assert told.exit_code == 1
    assert is_harmless(told.stdout)
    assert is_harmless(given("Troops \x1b[2J\u202e Russia", "troops NEAR/1 russia", "--json").stdout)
