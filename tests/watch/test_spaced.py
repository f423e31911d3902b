"""Terms looked for as strings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watch.spaced import Spaced

_TEXTS = st.lists(st.lists(st.sampled_from(["a", "ab", "b"]), max_size=6), min_size=1, max_size=3)


@given(_TEXTS, st.sampled_from(["a", "ab", "b"]))
def test_a_word_stands_where_its_texts_have_it(texts: list[list[str]], word: str) -> None:
    spaced = Spaced(texts, gap=10)
    starts = [sum(len(text) + 10 for text in texts[:number]) for number in range(len(texts))]
    places = [
        start + at
        for start, text in zip(starts, texts, strict=True)
        for at, token in enumerate(text)
        if token == word
    ]
    assert spaced.slots(f" {word} ") == places
    assert spaced.holds(f" {word} ") is bool(places)


def test_a_phrase_does_not_reach_into_the_next_text() -> None:
    assert Spaced([["a"], ["b"]], gap=10).slots(" a b ") == []


def test_a_beginning_is_found_at_each_word_that_has_it() -> None:
    assert Spaced([["a", "ab", "ba"]], gap=10).slots(" a") == [0, 1]


def test_looks_are_few_in_a_long_text() -> None:
    assert Spaced([["a"]], gap=10).may_look()
    assert not Spaced([["a" * 500_000]], gap=10).may_look()
