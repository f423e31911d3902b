"""`wirewatch hit`, and how its number is found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from storage.database import Database
from storage.outbox import Outbox
from storage.records import DeliveryState
from tests.app.cli.archives import is_harmless
from tests.app.cli.desks import MAIL, NOW, SENT, Desk

NAME = "Sent to Russia"
HELD = "quiet hours of route night until 2026-03-01 14:00 (UTC)"
SENTENCE = "북한 could send troops to 러시아, Seoul said."


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    """Two hits that wait to be told by mail, each by itself."""
    desk = Desk(tmp_path, database_url, f'{SENT}{MAIL}[route]\ngroup_by = "watch"\n')
    desk.collect(
        [f"It began.\n\nOn Monday. {SENTENCE}\n\nIt ended.", 'He "said": North Korea sent it to Russia.']
    )
    desk.flag()
    return desk


@pytest.fixture
def quick_desk(tmp_path: Path, sqlite_url: str) -> Desk:
    """The same on SQLite alone."""
    return Desk(tmp_path, sqlite_url)


def deliveries(desk: Desk, state: DeliveryState) -> list[str]:
    database = Database(desk.url)
    found = [one.id for one in Outbox(database).list(state)]
    database.close()
    return found


def pasted(printed: str, watches: str = SENT) -> str:
    """The configuration of the watch with the printed lines in its table; they end the output."""
    _, _, lines = printed.partition("\n\n")
    return f"{watches}\n{lines}"


def test_a_hit_is_found_in_the_list_and_shown(desk: Desk) -> None:
    listed = desk.run("hits").stdout
    assert f"#1  2026-03-01 12:00 UTC  {NAME}  [waiting: mail]\n" in listed
    assert "  #1  Sent to Russia [waiting: mail] by" in desk.run("show", "1").stdout
    shown = desk.run("hit", "show", "1")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[:3] == [
        f"#1  {NAME}, version 1",
        "    [북한] could [send] troops to [러시아], Seoul said",
        "    북한 = @dprk; 러시아 = @russia",
    ]
    assert "  said:    hedged by 'could'" in lines
    assert "  article: 1, wording 1  A report" in lines
    assert "  became:  waiting: mail" in lines
    assert lines[-1] == "  route:   root: told: first report of its story (route root)"
    row = desk.row("hit", "show", "1")
    assert (row["id"], row["polarity"], row["version"], row["marks"]) == (1, "hedged", 1, [])
    assert row["article"]["source"] == "gazette"
    assert [one["text"] for one in row["evidence"]] == ["북한", "send", "러시아"]
    assert [one["state"] for one in row["deliveries"]] == ["waiting"]
    (verdict,) = row["verdicts"]
    assert (verdict["route"], verdict["outcome"], verdict["until_at"]) == ("root", "told", None)
    assert verdict["rule"] == "first report of its story (route root)"
    assert verdict["decided_at"] == "2026-03-01T12:00:00+00:00"


def test_what_holds_on_each_route_is_shown(tmp_path: Path, database_url: str) -> None:
    quiet = '[[route.routes]]\nname = "night"\nquiet = ["10:00-14:00"]\ncontinue = true\n'
    day = '[[route.routes]]\nname = "day"\nchannels = []\n'
    desk = Desk(tmp_path, database_url, f"{SENT}{MAIL}[route]\n{quiet}{day}")
    desk.collect([SENTENCE])
    desk.flag()
    assert desk.run("hit", "show", "1").stdout.splitlines()[-3:] == [
        "  became:  held-until",
        f"  route:   night: held-until 2026-03-01 14:00 UTC: {HELD}",
        "  route:   day: no-route: route day has no channels",
    ]
    verdicts = desk.row("hit", "show", "1")["verdicts"]
    assert [(one["route"], one["outcome"], one["until_at"]) for one in verdicts] == [
        ("night", "held-until", "2026-03-01T14:00:00+00:00"),
        ("day", "no-route", None),
    ]


def test_a_delivery_of_several_hits_names_them(tmp_path: Path, database_url: str) -> None:
    watches = SENT + SENT.replace("Sent to Russia", "Again")
    desk = Desk(tmp_path, database_url, watches + MAIL)
    desk.collect([SENTENCE])
    desk.flag()
    (delivery,) = deliveries(desk, DeliveryState.WAITING)
    shown = desk.run("hit", "show", delivery)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == "wirewatch: this delivery tells of several hits, name one of them: #1, #2\n"
    assert desk.run("hit", "mark", delivery, "noise").exit_code == 2


def test_handled_ends_what_waits(desk: Desk) -> None:
    done = desk.run("hit", "mark", "1", "handled")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [f"#1 of {NAME} is marked handled; 1 delivery that waited will not be sent"],
    )
    assert len(deliveries(desk, DeliveryState.ENDED)) == 1
    (waiting,) = deliveries(desk, DeliveryState.WAITING)
    told = desk.row("hit", "mark", waiting, "handled", "--note", "by phone")
    assert told == {
        "hit": 2,
        "watch": NAME,
        "article": 2,
        "mark": "handled",
        "note": "by phone",
        "ended": 1,
        "must_not_match": None,
    }
    assert [row["id"] for row in desk.rows("hits", "--mark", "handled")] == [2, 1]
    assert desk.rows("hits", "--mark", "noise") == []
    assert "  marked:  handled, " in desk.run("hit", "show", "2").stdout
    assert desk.row("show", "2")["hits"][0]["marks"][0]["note"] == "by phone"


def test_noise_is_offered_as_an_example_that_can_be_pasted(desk: Desk) -> None:
    done = desk.run("hit", "mark", "1", "noise")
    assert done.exit_code == 0
    assert f'must_not_match = [\n    "{SENTENCE}",\n]\n' in done.stdout
    desk.write(pasted(done.stdout))
    # the watch hits it still: the example fails until the query is changed
    failed = desk.run("watch", "test")
    assert failed.exit_code == 1
    assert "must not match and does" in failed.stdout
    desk.write(pasted(done.stdout, SENT.replace("asserted|hedged", "asserted")))
    assert desk.run("watch", "test").exit_code == 0
    # there is a list now: only its line is printed
    again = desk.run("hit", "mark", "2", "noise").stdout
    assert "paste this into must_not_match in the table of the watch" in again
    assert again.splitlines()[-1] == '    "He \\"said\\": North Korea sent it to Russia.",'
    assert desk.row("hit", "mark", "2", "noise")["must_not_match"] == {
        "title": "",
        "text": 'He "said": North Korea sent it to Russia.',
    }
    assert "  noise\n" in desk.run("hits").stdout


@pytest.mark.parametrize(
    ("query", "text", "example"),
    [
        ("title:report tanks", "Tanks went.", {"title": "A report", "text": "Tanks went."}),
        ("report", "Tanks went.", {"title": "A report", "text": ""}),
        (
            "tanks W/P guns",
            "No.\n\nTanks went. Guns\nwent.\n\nYes.",
            {"title": "", "text": "Tanks went. Guns\nwent."},
        ),
        ("tanks guns", "Tanks.\n\nNo.\n\nGuns.\n\nYes.", {"title": "", "text": "Tanks.\n\nNo.\n\nGuns."}),
        ('"a \\\\ tank"', 'A \\ "tank" \x1b[2J\u202ewent.', {"title": "", "text": 'A \\ "tank" [2Jwent.'}),
        ("tanks source:gazette", "Tanks went.", None),
        ("tanks guns", "Tanks." + " Nobody went." * 300 + " Guns.", None),
    ],
)
def test_the_example_is_the_shortest_piece_that_is_hit_by_itself(
    quick_desk: Desk, query: str, text: str, example: dict[str, str] | None
) -> None:
    watches = f"[[watches]]\nname = 'w'\nquery = '''{query}'''\n"
    quick_desk.write(watches)
    quick_desk.collect([text])
    quick_desk.flag()
    done = quick_desk.run("hit", "mark", "1", "noise")
    assert done.exit_code == 0
    assert is_harmless(done.stdout)
    assert quick_desk.row("hit", "mark", "1", "noise")["must_not_match"] == example
    if example is None:
        assert "write an example of your own" in done.stdout
        return
    (table,) = tomllib.loads(pasted(done.stdout, watches))["watches"]
    (written,) = table["must_not_match"]
    assert written == (example if example["title"] else example["text"])


def test_a_watch_that_is_gone_or_was_changed_is_marked_all_the_same(quick_desk: Desk) -> None:
    quick_desk.collect([SENTENCE])
    quick_desk.flag()
    for watches in ("", SENT.replace("asserted|hedged", "asserted"), "[[watches]]\nname = 1\n"):
        quick_desk.write(watches)
        done = quick_desk.run("hit", "mark", "1", "noise")
        assert done.exit_code == 0
        assert f'    "{SENTENCE}",\n' in done.stdout


def test_a_number_is_taken_as_the_list_writes_it(quick_desk: Desk) -> None:
    quick_desk.collect([SENTENCE], NOW)
    quick_desk.flag()
    assert quick_desk.run("hit", "show", "#1").stdout.startswith(f"#1  {NAME}")
    assert quick_desk.run("hit", "mark", "#1", "relevant").stdout == f"#1 of {NAME} is marked relevant\n"


@pytest.mark.parametrize("given", ["7", "0", "##1", "9" * 30, "4f0c1d2e", "x\x1b[2J"])
def test_a_hit_that_is_not_there_exits_1(quick_desk: Desk, given: str) -> None:
    quick_desk.collect([SENTENCE], NOW)
    for arguments in (("show", given), ("mark", given, "noise")):
        refused = quick_desk.run("hit", *arguments)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "no hit has the number or the delivery id" in refused.stderr
        assert is_harmless(refused.stderr)
    assert quick_desk.run("hit", "mark", "1", "boring").exit_code == 2


def test_hostile_words_are_shown_harmlessly(quick_desk: Desk) -> None:
    quick_desk.collect(["\x1b]0;owned\x07북한 could send \x1b[2J\u202etroops\r\nto 러시아\x9b31m."])
    quick_desk.flag()
    for arguments in (("show", "1"), ("show", "1", "--json"), ("mark", "1", "noise", "--note", "\x1b[2J")):
        assert is_harmless(quick_desk.run("hit", *arguments).stdout)
    assert is_harmless(quick_desk.run("hit", "show", "1").stdout)
