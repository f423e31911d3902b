"""The short way to the spans of words says what the matcher says, and an index answers exact forms alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from watch import Document, is_exact, match, match_of_words, parse

WORDS = (
    "troops",
    "Troops",
    "troopship",
    "KN",
    "23",
    "Łódź",
    "été",
    "колона",
    "o’brien",
    "—",
    "U.S.",
    "북한",
    "x" * 70,
    "ﬁre",
)
TERMS = ("troops", "troop*", "kn", "23*", "lodz", "ete", "колон*", "brien", "@troops", "x" * 70, "fire", "us")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from([" AND ", " OR "]), st.lists(parts, min_size=2, max_size=3)).map(
        lambda pair: f"({pair[0].join(pair[1])})"
    )


QUERIES = st.recursive(
    st.sampled_from(TERMS) | st.sampled_from(TERMS).map("title:{}".format), joined, max_leaves=6
)


@settings(max_examples=600, deadline=None)
@given(query=QUERIES, title=TEXTS, text=TEXTS)
def test_it_agrees_with_the_matcher(query: str, title: str, text: str) -> None:
    asked = parse(query)
    if is_exact(asked):
        found = match_of_words(asked, title, text)
        expected = match(asked, Document.of(title, text), with_sentence=False)
        assert found in (None, expected)
        if title.isascii() and text.isascii():
            assert found == expected


def test_a_word_that_stands_often_is_shown_as_often_as_the_matcher_shows_it() -> None:
    asked = parse("troops OR troop*")
    text = "troops " * 100
    found = match_of_words(asked, text, text)
    assert found is not None
    assert found == match(asked, Document.of(text, text), with_sentence=False)
    assert len(found.spans) == 80


def test_which_forms_are_exact() -> None:
    for exact in (
        "troops",
        "troop*",
        "a1 AND b2",
        "a1 OR (b2 AND c3*)",
        "title:troops",
        "title:(a1 OR b2)",
        "북",
        "북한",
    ):
        assert is_exact(parse(exact)), exact
    for other in (
        '"north korea"',
        "kn-23",
        "=Troops",
        "tro?ps",
        "a1 NOT b2",
        "a1 NEAR/5 b2",
        "lead:troops",
        "body:troops",
        "북한군",
        "lang:ko troops",
        "published:2026 troops",
        "x" * 64,
        "ATLEAST2(troops)",
    ):
        assert not is_exact(parse(other)), other
