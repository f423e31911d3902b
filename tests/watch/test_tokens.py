"""Where texts are cut, and what the indexes are fed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.strategies import texts
from watch import index_terms
from watch.fold import fold
from watch.tokens import offsets, tokenise


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("KN-23", ["kn", "23"]),
        ("Ukraine's AUKUS/Quad_x", ["ukraine", "s", "aukus", "quad", "x"]),
        ("북한군이 왔다", ["북한", "한군", "군이", "이", "왔다", "다"]),
        ("朝鲜军队", ["朝鲜", "鲜军", "军队", "队"]),
        ("K9자주포", ["k9", "자주", "주포", "포"]),
        ("ｶﾞｽ", ["ガス", "ス"]),
        ("12月", ["12", "月"]),
        ("हिन्दी", ["हिन्दी"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_index_terms(text: str, terms: list[str]) -> None:
    assert index_terms(text) == terms


def test_characters_are_glued_within_a_run_only() -> None:
    assert list(tokenise("북한 군a군").glued) == [False, True, False, False, False]


@given(st.one_of(st.text(st.characters()), texts()))
@settings(max_examples=100, deadline=None)
def test_tokens_stand_where_their_offsets_say(text: str) -> None:
    folded = fold(text).text
    tokens = tokenise(folded)
    assert [folded[start:end] for start, end in offsets(folded)] == list(tokens.terms)


@given(st.one_of(st.text(st.characters()), texts(), st.text("ab", min_size=60)))
@settings(max_examples=100, deadline=None)
def test_index_terms_fit_into_both_databases(text: str) -> None:
    for term in index_terms(text):
        assert 1 <= len(term) <= 64
        assert not set(term) & set(" \x00\t\n\"'*:()-_")
        assert len(term.encode()) < 2046
