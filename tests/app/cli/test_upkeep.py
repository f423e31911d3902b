"""`wirewatch upkeep`, what it is told by the configuration, and what status says of it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from app.config import ConfigError, load
from app.config.projection import keep_for
from app.plans import plan_for
from storage.clock import utc_now
from storage.database import Database
from storage.flags import Flags
from storage.records import KeepFor
from tests.app.cli.archives import NOW, Archive
from tests.storage.samples import article, collected, told_to, unflagged

DAY = timedelta(days=1)
SOURCE = '[[sources]]\nname = "evil"\nkind = "feed"\nurl = "https://evil.example/feed"\n'


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Four articles of March 2026, three of them hits that were told; all flagged."""
    made = Archive(tmp_path)
    made.fill()
    database = Database(made.url)
    collected(database, article("https://young.example/1", title="A day"), utc_now(), name="young")
    Flags(database).record(unflagged(database, 9), [], NOW, told_to("mail"))
    database.close()
    return made


def test_nothing_goes_unless_the_configuration_says_so(archive: Archive) -> None:
    assert archive.run("upkeep", "--dry-run").stdout == "no article would be let go\n"
    (none,) = archive.rows("upkeep", "--dry-run")
    assert none == {"let_go": {}}


def test_what_would_go_is_said_and_goes(archive: Archive) -> None:
    with archive.config.open("a", encoding="utf-8") as file:
        file.write('[retention]\nkeep_for = "30d"\n')
    assert archive.run("upkeep", "--dry-run").stdout == "evil: 1 article would be let go\n"
    done = archive.run("upkeep")
    assert done.exit_code == 0
    assert "retention: articles let go: 1" in done.stdout
    assert "captures: kept for ever" in done.stdout
    assert "no article would be let go" in archive.run("upkeep", "--dry-run").stdout
    assert [row["source"] for row in archive.rows("search", "frigate OR troops")] == ["gazette"] * 3
    status = archive.run("status")
    assert "upkeep: last " in status.stdout
    assert ", articles let go: 1" in status.stdout
    assert archive.rows("status")[0]["upkeep"]["by"] == "command"


def test_the_last_run_is_shown(archive: Archive) -> None:
    none = archive.run("upkeep", "--last")
    assert (none.exit_code, none.stdout) == (1, "upkeep has not run yet\n")
    done = archive.run("upkeep", "--json")
    shown = archive.run("upkeep", "--last", "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout) == json.loads(done.stdout)
    lines = archive.run("upkeep", "--last").stdout.splitlines()
    assert lines[0].startswith("upkeep by the command, ")
    assert lines[-1].startswith("  on disk: ")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", KeepFor()),
        ('[retention]\nkeep_for = "730d"\n', KeepFor(articles=730 * DAY)),
        (f'{SOURCE}keep_for = "30d"\n', KeepFor(by_source={"evil": 30 * DAY})),
        (
            f'[retention]\nkeep_for = "2d"\n{SOURCE}keep_for = "ever"\n',
            KeepFor(articles=2 * DAY, by_source={"evil": None}),
        ),
    ],
)
def test_the_configuration_says_for_how_long(tmp_path: Path, written: str, kept: KeepFor) -> None:
    config = Archive(tmp_path).config
    with config.open("a", encoding="utf-8") as file:
        file.write(written)
    assert keep_for(load(config)) == kept
    assert plan_for(load(config)).keep_for == kept


@pytest.mark.parametrize("written", ['"1h"', '"for ever"', "30", '"40000d"'])
def test_a_time_that_cannot_be_meant_is_refused(tmp_path: Path, written: str) -> None:
    archive = Archive(tmp_path)
    with archive.config.open("a", encoding="utf-8") as file:
        file.write(f"{SOURCE}keep_for = {written}\n")
    with pytest.raises(ConfigError, match="sources"):
        load(archive.config)
    assert archive.run("config", "check").exit_code == 2


def test_what_is_in_force_is_shown(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.config.open("a", encoding="utf-8") as file:
        file.write(f'[retention]\nkeep_for = "730d"\n{SOURCE}keep_for = "ever"\n')
    shown = archive.run("config", "show").stdout
    assert '[retention]\nkeep_for = "730d"' in shown
    assert 'keep_for = "ever"' in shown
