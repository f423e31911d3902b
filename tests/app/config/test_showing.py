import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.config.showing import as_toml, shown
from tests.app.config.files import FULL, SECRETS, SIGNING_KEY, load_text


def test_effective_values_are_shown_and_secrets_are_not(tmp_path: Path) -> None:
    values = shown(load_text(tmp_path, FULL))
    text = as_toml(values)
    assert not [secret for secret in (*SECRETS, SIGNING_KEY, "T0KEN") if secret in text]
    assert values["database"]["url"] == "postgresql://desk:***@db.lan/wirewatch"
    assert values["sources"][1]["delay"] == "2s"
    assert values["route"]["channels"] == ["desk", "hook"]
    assert values["route"]["routes"][0]["quiet"] == ["22:00-06:00"]
    assert values["channels"][0]["port"] == 465
    assert values["channels"][0]["password"] == "env:SMTP_PASSWORD"
    assert values["channels"][0]["from"] == "Wirewatch <wirewatch@news.test>"


def test_the_text_that_is_shown_holds_the_same_values(tmp_path: Path) -> None:
    values = shown(load_text(tmp_path, FULL))
    assert tomllib.loads(as_toml(values)) == values


def test_what_is_shown_is_a_configuration_with_the_same_values(tmp_path: Path) -> None:
    without_literals = "".join(
        line for line in FULL.splitlines(keepends=True) if "s3cret" not in line and "webhook" not in line
    ).partition("[sources.basic_auth]")[0]
    values = shown(load_text(tmp_path, without_literals))
    assert shown(load_text(tmp_path, as_toml(values))) == values


@given(st.dictionaries(st.text(), st.text() | st.integers(-(2**63), 2**63 - 1) | st.booleans()))
def test_any_text_is_written_so_that_toml_reads_it_back(row: dict[str, object]) -> None:
    text = as_toml({"t": row})
    assert tomllib.loads(text) == {"t": row}
    assert all(char.isprintable() or char == "\n" for char in text)
