"""The short way for texts of which no character moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.strategies import texts
from watch.fold import fold
from watch.part import Part
from watch.plain import plain
from watch.tokens import offsets, tokenise


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The DPRK’s “tanks” — 12…", "the dprk s  tanks    12 "),
        ("Łódź\u00a0CAFÉ", "lodz cafe"),
        ("Войска КНДР", "войска кндр"),
        ("under_score", "under score"),
        ("", ""),
    ],
)
def test_each_character_becomes_one(text: str, short: str) -> None:
    assert plain(text) == short


@pytest.mark.parametrize(
    "text", ["Straße", "북한", "e\u0301", "½", "soft\u00adhyphen", "กำลัง", "朝鲜", "\U0002ebe1"]
)
def test_what_does_not_is_left_to_the_long_way(text: str) -> None:
    assert plain(text) is None


@given(st.one_of(texts(), st.text(st.characters(max_codepoint=0x52F)), st.text(st.characters())))
@settings(max_examples=300, deadline=None)
def test_both_ways_cut_the_same_words_at_the_same_places(text: str) -> None:
    short = plain(text)
    if short is None:
        return
    folded = fold(text)
    assert short.split() == list(tokenise(folded.text).terms)
    assert Part("text", text).offsets == [folded.original(start, end) for start, end in offsets(folded.text)]
