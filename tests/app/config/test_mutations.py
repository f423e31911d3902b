"""Whatever happens to the file, loading gives a configuration or a ConfigError that shows no secret."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.config import ConfigError, load
from app.config.cautions import cautions
from app.config.projection import channels, crawl_sources, database_url, declarations, watchlist
from app.config.showing import as_toml, shown
from app.config.tables import SourceTable, Tables
from tests.app.config.files import ENVIRON, FULL, SECRETS, SIGNING_KEY

_TEMPLATE = (Path(__file__).parents[3] / "app/config/template.toml").read_text(encoding="utf-8")
_BASES = st.sampled_from([FULL, _TEMPLATE])
_KEYS = [*Tables.model_fields, *SourceTable.model_fields]
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(_KEYS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=5), inner)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _outcome(file: Path, content: bytes) -> str:
    """Load and use the file; what was said is returned."""
    file.write_bytes(content)
    try:
        config = load(file, ENVIRON)
    except ConfigError as error:
        return str(error)
    crawl_sources(config), declarations(config), watchlist(config), channels(config), database_url(config)
    return as_toml(shown(config)) + "".join(problem.describe("f") for problem in cautions(config))


@settings(max_examples=120, deadline=None)
@given(base=_BASES, data=st.data())
def test_lines_lost_repeated_or_moved(folder: Path, base: str, data: st.DataObject) -> None:
    lines = base.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "repeat", "move"])):
            case "drop":
                del lines[at]
            case "repeat":
                lines.insert(at, lines[at])
            case _:
                lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
    said = _outcome(folder / "w.toml", "".join(lines).encode())
    assert not [secret for secret in (*SECRETS, SIGNING_KEY) if secret in said]


@settings(max_examples=120, deadline=None)
@given(base=_BASES, data=st.data())
def test_bytes_lost_changed_or_added(folder: Path, base: str, data: st.DataObject) -> None:
    content = bytearray(base.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        new = data.draw(
            st.binary(max_size=3) | st.sampled_from([b'"', b"'", b"[", b"]", b"=", b"\n", b"#", b"{"])
        )
        content[at : at + data.draw(st.integers(0, 3))] = new
    said = _outcome(folder / "w.toml", bytes(content))
    # a mutation inside a secret makes another word of it; the untouched ones must not show
    assert not [secret for secret in (*SECRETS, SIGNING_KEY) if secret in said]


@settings(max_examples=150, deadline=None)
@given(table=st.sampled_from(["", "[manners]", "[[sources]]", "[[watches]]", "[[channels]]"]), data=st.data())
def test_any_value_under_any_key(folder: Path, table: str, data: st.DataObject) -> None:
    row: dict[str, Any] = data.draw(st.dictionaries(st.sampled_from(_KEYS), _VALUES, min_size=1, max_size=5))
    base = {
        "name": "x",
        "kind": "feed",
        "url": "https://x.test/",
        "type": "webhook",
        "secret": "s3cret-thing",
    }
    if data.draw(st.booleans()):
        row = base | row
    written = f"{table}\n" + "\n".join(f"{key} = {_toml(value)}" for key, value in row.items())
    said = ""
    with contextlib.suppress(UnicodeEncodeError):
        said = _outcome(folder / "w.toml", written.encode())
    assert "s3cret-thing" not in said


def _toml(value: object) -> str:
    """A value in TOML, its text not always well escaped: that is part of the test."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(each)}' for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
