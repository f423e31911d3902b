"""What sources inherit from their group and from the defaults, and how that is shown."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.config import Config, ConfigError, load
from app.config.cautions import cautions
from app.config.projection import crawl_sources, declarations

FILE = """
[manners]
contact = "desk@news.test"
[defaults]
every = "30m"
delay = "3s"
[groups.korea]
country = "KR"
every = "20m"
tell_backlog = true
[[sources]]
name = "Own"
kind = "feed"
url = "https://a.example/feed"
group = "korea"
every = "5m"
tell_backlog = false
[[sources]]
name = "Grouped"
kind = "feed"
url = "https://b.example/feed"
group = "korea"
[[sources]]
name = "Alone"
kind = "feed"
url = "https://c.example/feed"
"""


def loaded(folder: Path, text: str = FILE) -> Config:
    file = folder / "wirewatch.toml"
    file.write_text(text)
    return load(file, {})


def test_the_nearest_word_holds(tmp_path: Path) -> None:
    own, grouped, alone = loaded(tmp_path).sources
    assert (own.every, own.country, own.tell_backlog) == (timedelta(minutes=5), "KR", False)
    assert (grouped.every, grouped.country, grouped.tell_backlog) == (timedelta(minutes=20), "KR", True)
    assert (alone.every, alone.country, alone.delay) == (timedelta(minutes=30), None, timedelta(seconds=3))


def test_the_crawler_and_the_archive_see_what_is_in_force(tmp_path: Path) -> None:
    config = loaded(tmp_path)
    assert [one.interval for one in declarations(config)] == [timedelta(minutes=m) for m in (5, 20, 30)]
    assert [one.country for one in declarations(config)] == ["KR", "KR", None]
    assert {one.delay for one in crawl_sources(config)} == {timedelta(seconds=3)}
    told = FILE.replace('country = "KR"', 'country = "KR"\nlanguage = "ko"\nowner = "wire"')
    assert [(one.language, one.owner, one.group_name) for one in declarations(loaded(tmp_path, told))] == [
        ("ko", "wire", "korea"),
        ("ko", "wire", "korea"),
        (None, None, None),
    ]


def test_a_group_without_sources_is_doubtful(tmp_path: Path) -> None:
    said = [str(caution.describe("")) for caution in cautions(loaded(tmp_path, FILE + "[groups.japan]\n"))]
    assert [one for one in said if "group" in one] == ["groups.japan: no source is in this group (line 27)"]


def test_show_says_where_a_value_came_from(tmp_path: Path) -> None:
    file = str(loaded(tmp_path).path)
    text = CliRunner().invoke(app, ["config", "show", "--config", file]).stdout
    assert 'every = "20m"  # from [groups.korea]' in text
    assert 'every = "30m"  # from [defaults]' in text
    assert 'every = "5m"\n' in text
    document = json.loads(CliRunner().invoke(app, ["config", "show", "--json", "--config", file]).stdout)
    assert document["sources"][1]["inherited"] == {
        "country": "groups.korea",
        "delay": "defaults",
        "every": "groups.korea",
        "tell_backlog": "groups.korea",
    }


def test_what_is_shown_is_a_configuration_again(tmp_path: Path) -> None:
    config = loaded(tmp_path)
    again = CliRunner().invoke(app, ["config", "show", "--config", str(config.path)]).stdout
    assert loaded(tmp_path, again).sources[1].every == timedelta(minutes=20)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (FILE.replace('"korea"\nevery', '"koreaa"\nevery'), r"sources\.0\.group: .*did you mean korea\?"),
        (FILE.replace('country = "KR"', 'country = "Korea"'), r"groups\.korea\.country: must be a country"),
        (FILE.replace('country = "KR"', 'contry = "KR"'), r"groups\.korea\.contry: .*did you mean country\?"),
        (FILE.replace('delay = "3s"', "delay = 3"), r"defaults\.delay: must be a time"),
        (FILE.replace('country = "KR"', 'owner = "pope"'), r"groups\.korea\.owner: must be"),
        (
            FILE.replace('country = "KR"', 'language = "Korean"'),
            r"groups\.korea\.language: must be a language",
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_key(tmp_path: Path, changed: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        loaded(tmp_path, changed)
