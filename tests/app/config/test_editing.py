"""Sources are put into a file that otherwise stays as it is."""

from __future__ import annotations

import stat
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config import ConfigError, load
from app.config.editing import EditError, read, refuse_invalid, source_text, with_sources, write

TEMPLATE = files("app.config").joinpath("template.toml").read_text("utf-8")
NEW = {"name": "Gazette", "kind": "feed", "url": "https://gazette.example/feed"}
BLOCK = '[[sources]]\nname = "Gazette"\nkind = "feed"\nurl = "https://gazette.example/feed"\n'

pieces = st.sampled_from(
    [
        "# a comment\n",
        "\n",
        '[[sources]]\nname = "A"\nkind = "feed"\nurl = "https://a.example/" # here\n',
        '[[sources]]\nname = "B"\nkind = "feed"\nurl = "https://b.example/"\n[sources.headers]\nX = "env:Y"\n',
        '[[sources]]\nname = """\nC\n# no comment\n"""\n\n',
        '[[watches]]\nname = "W"\nquery = "x"\n# of the next\n',
        '# [[sources]]\n# name = "old"\n',
    ]
)


@given(st.lists(pieces, max_size=8), st.text(max_size=20), st.booleans())
def test_what_was_there_stays_and_what_is_new_is_read(parts: list[str], name: str, windows: bool) -> None:
    text = "".join(parts)
    before = tomllib.loads(text)
    source = {**NEW, "name": name}
    given_text = text.replace("\n", "\r\n") if windows else text
    after = with_sources(given_text, [source])
    values = tomllib.loads(after)
    assert values["sources"] == [*before.get("sources", []), source]
    assert {key: value for key, value in values.items() if key != "sources"} == {
        key: value for key, value in before.items() if key != "sources"
    }
    unix = after.replace("\r\n", "\n")
    assert source_text(source) in unix
    others = unix.replace(source_text(source), "", 1).split("\n")
    assert [line for line in others if line.strip()] == [line for line in text.split("\n") if line.strip()]
    assert ("\r\n" in after) == ("\r\n" in given_text)


def test_it_stands_after_the_last_source_and_before_comments_on_what_follows() -> None:
    after = with_sources(TEMPLATE, [NEW])
    place = after.index(BLOCK)
    assert after.index('name = "The Defense News"') < place < after.index("A paper that is paid for")
    assert after[:place] + after[place + len(BLOCK) + 1 :] == TEMPLATE


def test_a_file_without_sources_gets_them_at_its_end() -> None:
    assert with_sources('[manners]\ndelay = "1s"', [NEW]) == f'[manners]\ndelay = "1s"\n\n{BLOCK}'
    assert with_sources("", [NEW]) == BLOCK


def test_groups_that_are_missing_stand_before_their_sources() -> None:
    text = '[groups.here]\ncountry = "KR"\n'
    after = with_sources(text, [{**NEW, "group": "far east"}], {"here": {}, "far east": {"language": "ja"}})
    assert after.index('[groups."far east"]\nlanguage = "ja"') < after.index("[[sources]]")
    assert tomllib.loads(after)["groups"] == {"here": {"country": "KR"}, "far east": {"language": "ja"}}


def test_sources_in_one_list_stay_in_it() -> None:
    text = 'sources = [\n  {name = "A", kind = "feed", url = "https://a.example/"}, # here\n]\n'
    after = with_sources(text, [NEW])
    assert "# here" in after
    assert len(tomllib.loads(after)["sources"]) == 2


@pytest.mark.parametrize("text", ["[[sources", 'sources = "none"\n'])
def test_what_cannot_be_changed_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        with_sources(text, [NEW])


def test_a_file_is_replaced_whole_with_its_rights_and_through_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "wirewatch.toml"
    real.write_text(TEMPLATE)
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, with_sources(read(link), [NEW]), TEMPLATE)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [table.name for table in load(link).sources] == ["The Defense News", "Gazette"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["real.toml", "wirewatch.toml"]


def test_a_file_that_somebody_else_changed_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "wirewatch.toml"
    file.write_text("# theirs\n")
    with pytest.raises(EditError, match="changed meanwhile"):
        write(file, BLOCK, "# mine\n")
    assert file.read_text() == "# theirs\n"


def test_what_the_configuration_would_refuse_is_refused_in_its_name(tmp_path: Path) -> None:
    file = tmp_path / "wirewatch.toml"
    with pytest.raises(ConfigError, match=r"wirewatch\.toml: sources\.0\.kind") as refused:
        refuse_invalid(file, with_sources("", [{**NEW, "kind": "paper"}]))
    assert refused.value.file == str(file)
    assert list(tmp_path.iterdir()) == []
