"""`[reading] readers`: where the user's own readers are, and who else can write there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ConfigError
from app.config.cautions import cautions
from app.config.showing import shown
from tests.app.config.files import MINIMAL, load_text

NAMED = MINIMAL + '[reading]\nreaders = "mine"\n'


def warned(folder: Path) -> list[str]:
    found = [problem.describe("") for problem in cautions(load_text(folder, NAMED))]
    return [said for said in found if said.startswith("reading.")]


def test_it_is_relative_to_the_configuration(tmp_path: Path) -> None:
    config = load_text(tmp_path, NAMED)
    assert config.readers_folder == tmp_path / "mine"
    assert shown(config)["reading"]["readers"] == "mine"
    assert load_text(tmp_path, MINIMAL).readers_folder is None
    elsewhere = load_text(tmp_path, MINIMAL + '[reading]\nreaders = "/srv/readers"\n')
    assert elsewhere.readers_folder == Path("/srv/readers")


def test_a_folder_that_is_missing_or_open_to_others_is_warned_of(tmp_path: Path) -> None:
    assert "there is no such folder" in warned(tmp_path)[0]
    mine = tmp_path / "mine"
    mine.mkdir(mode=0o755)
    assert warned(tmp_path) == []
    (mine / "gazette.py").write_text("")
    (mine / "gazette.py").chmod(0o666)
    assert "others can write there" in warned(tmp_path)[0]
    (mine / "gazette.py").chmod(0o644)
    mine.chmod(0o777)
    assert "others can write there" in warned(tmp_path)[0]


@pytest.mark.parametrize("written", ['""', '"a\\u0000b"', "5"])
def test_what_is_no_path_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(ConfigError, match=r"reading\.readers: must be"):
        load_text(tmp_path, f"{MINIMAL}[reading]\nreaders = {written}\n")
