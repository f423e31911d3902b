"""`[captures]`: where the pages go, and for how long."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.cli.captures_folder import captures_of
from app.config import ConfigError, load
from app.config.captures import captures_folder, kept_captures, kept_for
from app.config.showing import shown
from app.plans import plan_for
from scheduler.plan import CapturePlan

MANNERS = '[manners]\ncontact = "desk@news.test"\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "wirewatch.toml"
    file.write_text(MANNERS + text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("", "captures"),
        ('[database]\nurl = "sqlite:///data/desk.db"\n', "data/captures"),
        ('[database]\nurl = "postgresql://desk@localhost/desk"\n', "captures"),
        ('[database]\nurl = "sqlite:///data/desk.db"\n[captures]\nfolder = "pages"\n', "pages"),
    ],
)
def test_the_folder(tmp_path: Path, text: str, folder: str) -> None:
    config = load(written(tmp_path, text))
    assert captures_folder(config) == kept_captures(config) == tmp_path / folder
    assert plan_for(config).captures == CapturePlan(folder=tmp_path / folder)
    as_written = folder if config.captures.folder is not None else str(tmp_path / folder)
    assert shown(config)["captures"] == {"folder": as_written, "keep": True}


def test_an_absolute_folder_and_a_time(tmp_path: Path) -> None:
    config = load(written(tmp_path, '[captures]\nfolder = "/mnt/captures"\nkeep_for = "730d"\n'))
    assert captures_folder(config) == Path("/mnt/captures")
    assert kept_for(config) == timedelta(days=730)


def test_none_are_kept_and_those_of_before_are_found(tmp_path: Path) -> None:
    config = load(written(tmp_path, "[captures]\nkeep = false\n"))
    assert kept_captures(config) is None
    assert captures_folder(config) == tmp_path / "captures"
    assert plan_for(config).captures.folder is None


def test_a_file_that_is_not_valid_elsewhere_leads_to_the_captures(tmp_path: Path) -> None:
    file = written(tmp_path, '[database]\nurl = "sqlite:///data/desk.db"\n[sources]\n')
    assert captures_of(file) == tmp_path / "data" / "captures"
    with pytest.raises(ConfigError):
        captures_of(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("keep_for", ["1h", "soon", "200000d"])
def test_a_time_that_is_none_is_refused(tmp_path: Path, keep_for: str) -> None:
    with pytest.raises(ConfigError, match=r"captures\.keep_for"):
        load(written(tmp_path, f'[captures]\nkeep_for = "{keep_for}"\n'))
