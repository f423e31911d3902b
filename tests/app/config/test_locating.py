import tomllib
from pathlib import Path

import pytest

from app.config.locating import Keys, config_path, key_lines, line_of
from tests.app.config.files import FULL


def test_the_named_file_wins_over_the_variable_and_the_variable_over_the_folder() -> None:
    environ = {"WIREWATCH_CONFIG": "/etc/wirewatch.toml"}
    assert config_path(Path("mine.toml"), environ) == Path("mine.toml")
    assert config_path(None, environ) == Path("/etc/wirewatch.toml")
    assert config_path(None, {"WIREWATCH_CONFIG": ""}) == Path("wirewatch.toml")
    assert config_path(None, {}) == Path("wirewatch.toml")


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ("a = 1\nb = 2\n", ("b",), 2),
        ("[[s]]\nn = 1\n\n[[s]] # two\nn = 2\n", ("s", 1, "n"), 5),
        ("[[s]]\n[s.h]\nx = 1\n[[s]]\n[s.h]\nx = 1\n", ("s", 1, "h", "x"), 6),
        ('q = """\n[[s]]\nn = 1\n"""\n[[s]]\nn = 2\n', ("s", 0, "n"), 6),
        ("l = [\n  1,\n  2,\n]\nm = 1\n", ("m",), 5),
        ('"a b" = 1\na."c.d" = 2\n', ("a", "c.d"), 2),
        ("[a]\nx = 1\n[a.b]\ny = 2\n", ("a", "b", "y"), 4),
        ('a = "\x85\u2028"\nb = 1\n', ("b",), 2),
        ("[a]\r\nx = 1\r\ny = 2\r\n", ("a", "y"), 3),
    ],
)
def test_lines_of_keys(text: str, keys: Keys, line: int) -> None:
    tomllib.loads(text)
    assert key_lines(text)[keys] == line


def test_every_key_of_a_full_file_has_the_line_on_which_it_is_written() -> None:
    lines = FULL.splitlines()
    found = key_lines(FULL)
    assert len(found) == sum(bool(line) for line in lines)
    for keys, line in found.items():
        assert str(next(key for key in reversed(keys) if isinstance(key, str))) in lines[line - 1]


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    lines = key_lines("[[s]]\nn = 1\n[[s]]\nn = 2\n")
    assert line_of(("s", 1, "url"), lines) == 3
    assert line_of(("t",), lines) is None
