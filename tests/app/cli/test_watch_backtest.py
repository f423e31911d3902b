"""`wirewatch watch backtest` over an archive of either kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from storage.database import Database
from storage.watches import WatchVersions
from tests.app.cli.archives import is_harmless
from tests.storage.samples import article, collected
from watch import parse

NOW = datetime.now(UTC).replace(microsecond=0)
SENT = "EVENT(actor=@dprk, action=@deploy, target=@russia)"
CONFIG = f"""
[manners]
contact = "desk@news.test"

[[aliases]]
name = "ships"
forms.en = ["frigate*"]

[[watches]]
name = "Sent"
query = "{SENT}"

[[watches]]
name = "Ships"
query = "@ships"
"""


class Desk:
    """A configuration beside an archive."""

    def __init__(self, folder: Path, database: Database, url: str) -> None:
        self.database = database
        self.config = folder / "wirewatch.toml"
        self.config.write_text(f"{CONFIG}\n[database]\nurl = {json.dumps(url)}\n", encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["watch", "backtest", *arguments, "--config", str(self.config)])

    def told(self, *arguments: str) -> dict[str, Any]:
        (line,) = self.run(*arguments, "--json").stdout.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found


def filled(folder: Path, database: Database, url: str) -> Desk:
    """Four articles, three of which tell of what was sent."""
    for days, name, title, text in (
        (40, "wire", "Pyongyang", "Seoul denied that North Korea sent soldiers to Russia."),
        (2, "gazette", "파병", "북한이 러시아에 파병할 가능성이 있다. 날씨는 맑다."),
        (1, "evil", "Troops \x1b[2J", "North Korea sent \x1b]0;x\x07troops to Russia. A frigate came."),
        (0, "wire", "At sea", "Two frigates went by."),
    ):
        at = NOW - timedelta(days=days, minutes=1)
        collected(database, article(f"https://{name}.example/{days}", title=title, text=text), at, name=name)
    return Desk(folder, database, url)


@pytest.fixture
def desk(tmp_path: Path, db: Database, database_url: str) -> Desk:
    return filled(tmp_path, db, database_url)


@pytest.fixture
def quick_desk(tmp_path: Path, sqlite_url: str) -> Iterator[Desk]:
    """The same on SQLite alone."""
    database = Database(sqlite_url)
    yield filled(tmp_path, database, sqlite_url)
    database.close()


def test_a_watch_is_tested_by_its_name(desk: Desk) -> None:
    shown = desk.run("Sent", "--since", "90d")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert is_harmless(shown.stdout)
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("Sent: 3 hits since ")
    assert lines[1] == f"  {SENT}"
    for days in (1, 2, 40):
        assert f"  {(NOW - timedelta(days=days, minutes=1)).date()}  1" in lines
    assert "  sources: evil 1, gazette 1, wire 1" in lines
    sentence = lines.index("    [북한]이 [러시아]에 [파병]할 가능성이 있다")
    assert lines[sentence - 1].startswith("  2  파병 (gazette, ")
    assert lines[sentence - 1].partition("  hedged by ")[2].startswith("'")
    assert lines[sentence + 1] == "    북한 = @dprk; 러시아 = @russia; 파병 = @deploy"
    assert any("Seoul denied that [North Korea] [sent] soldiers to [Russia]" in line for line in lines)


def test_programs_get_the_figures_the_articles_and_samples(desk: Desk) -> None:
    told = desk.told("Sent", "--samples", "1")
    assert (told["watch"], told["query"], told["until"], told["hits"]) == ("Sent", SENT, None, 3)
    assert told["articles"] == [3, 2, 1]
    assert told["by_source"] == {"evil": 1, "gazette": 1, "wire": 1}
    assert sum(told["by_day"].values()) == 3
    (sample,) = told["samples"]
    assert (sample["id"], sample["polarity"], sample["cue"]) == (3, "asserted", None)
    assert [one["alias"] for one in sample["evidence"]] == ["dprk", "deploy", "russia"]
    assert sample["sentence"].startswith("North Korea sent ")
    only = desk.told("Sent", "--since", "30d", "--until", "36h")
    assert only["articles"] == [2]
    assert only["samples"][0]["cue"] in "파병할 가능성이 있다"


def test_a_query_is_tested_with_the_aliases_of_the_configuration(quick_desk: Desk) -> None:
    told = quick_desk.told("@ships NOT troops")
    assert (told["watch"], told["query"], told["articles"]) == (None, "@ships AND NOT troops", [4])
    none = quick_desk.run("submarine")
    assert (none.exit_code, none.stdout.splitlines()[0][:21]) == (1, "submarine: no hits si")


def test_what_an_edit_adds_and_drops_beside_an_earlier_version(desk: Desk) -> None:
    earlier = parse("EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=denied|hedged) OR weather")
    WatchVersions(desk.database).current("Sent", str(earlier), earlier.alias_digest, NOW)
    edit = SENT.replace(")", ", polarity=asserted|hedged)")
    desk.config.write_text(desk.config.read_text("utf-8").replace(SENT, edit), encoding="utf-8")
    told = desk.told("Sent", "--against", "1")
    against = told["against"]
    assert (against["label"], against["note"], against["query"]) == ("version 1", None, str(earlier))
    assert (against["hits"], against["added"], against["dropped"]) == (2, [3], [1])
    assert [one["id"] for one in told["samples"]] == [3]
    (dropped,) = against["dropped_samples"]
    assert (dropped["id"], dropped["polarity"]) == (1, "denied")
    assert "denied by 'denied" in dropped["lacks"]
    shown = desk.run("Sent", "--against", "1").stdout.splitlines()
    assert "against version 1, which has 2 hits" in shown
    assert shown.index("added: 1") < shown.index("dropped: 1")
    assert any(line.startswith("    now: ") and "you asked for asserted or hedged" in line for line in shown)


def test_an_edit_may_be_a_query_and_is_compared_with_a_watch(quick_desk: Desk) -> None:
    told = quick_desk.told("@ships OR weather", "--against", "Ships")
    assert (told["against"]["label"], told["against"]["added"], told["against"]["dropped"]) == (
        "Ships",
        [],
        [],
    )
    none_left = quick_desk.run("submarine", "--against", "Ships")
    assert none_left.exit_code == 0
    assert "dropped: 2" in none_left.stdout
    assert quick_desk.run("@ships", "--against", "submarine").stdout.count("submarine") == 1


def test_a_version_whose_aliases_changed_or_that_is_in_force_says_so(quick_desk: Desk) -> None:
    WatchVersions(quick_desk.database).current("Ships", "@ships", "0" * 64, NOW)
    assert "its aliases have changed" in quick_desk.told("Ships", "--against", "1")["against"]["note"]
    now = parse(SENT)
    WatchVersions(quick_desk.database).current("Sent", str(now), now.alias_digest, NOW)
    against = quick_desk.told("Sent", "--against", "1")["against"]
    assert (against["note"], against["added"]) == ("this is what the watch asks for now", [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Sent", "--against", "7"), "Sent has no version 7; no worker has run it yet"),
        (("troops", "--against", "1"), "--against a version needs the name of a watch"),
        (("Sent (",), "column "),
        (("Sent", "--since", "yesterday"), "90d"),
        (("Sent", "--since", "1d", "--until", "2d"), "nothing lies between"),
    ],
)
def test_what_cannot_be_done_exits_2(quick_desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    refused = quick_desk.run(*arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


def test_a_misspelt_name_is_told_though_it_is_a_query(quick_desk: Desk) -> None:
    asked = quick_desk.run("shipps")
    assert asked.exit_code == 1
    assert asked.stderr == (
        "wirewatch: no watch is named 'shipps', so it is taken as a query; did you mean 'Ships'?\n"
    )


def test_a_watch_of_a_pack_is_tested(quick_desk: Desk) -> None:
    assert quick_desk.told("North Korea troop deployments", "--file", "north-korea")["articles"] == [3, 2]
