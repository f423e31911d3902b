"""What is offered for a configuration reads back as it was, and no terminal obeys it."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from app.cli.toml_strings import toml_string
from tests.app.cli.archives import OBEYED

HARSH = st.text(
    st.sampled_from(["a", '"', "\\", "\n", "\r", "\t", "\x7f", "\x1b", "\x9b", "\u202e", "\U000e0001", "한"])
)


@given(HARSH | st.text(st.characters(exclude_categories=["Cs"])))
def test_a_string_reads_back_as_it_was(text: str) -> None:
    written = toml_string(text)
    assert tomllib.loads(f"x = {written}") == {"x": text}
    assert not OBEYED & set(written)


def test_half_a_pair_of_surrogates_is_replaced() -> None:
    assert toml_string("a\ud800") == '"a\ufffd"'
