"""Terms looked for as strings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watch.spaced import Spaced

_TEXTS = st.lists(st.lists(st.sampled_from(["a", "ab", "b"]), max_size=6), min_size=1, max_size=3)


@given(_TEXTS, st.sampled_from(["a", "ab", "b"]))
def test_a_word_stands_where_its_texts_have_it(texts: list[list[str]], word: str) -> None:
    spaced = Spaced(texts)
    places = [
        (number, at) for number, text in enumerate(texts) for at, token in enumerate(text) if token == word
    ]
    assert spaced.places(f" {word} ") == places
    assert spaced.holds(f" {word} ") is bool(places)


def test_a_phrase_does_not_reach_into_the_next_text() -> None:
    assert Spaced([["a"], ["b"]]).places(" a b ") == []


def test_a_beginning_is_found_at_each_word_that_has_it() -> None:
    assert Spaced([["a", "ab", "ba"]]).places(" a") == [(0, 0), (0, 1)]


def test_looks_are_few_in_a_long_text() -> None:
    assert Spaced([["a"]]).may_look()
    assert not Spaced([["a" * 500_000]]).may_look()


@given(_TEXTS, st.sampled_from(["a", "ab", "b"]))
def test_a_sighting_and_another_are_as_far_apart_as_their_tokens(texts: list[list[str]], word: str) -> None:
    spaced = Spaced(texts)
    places = spaced.places(f" {word} ")
    seen = spaced.sightings(f" {word} ")
    assert seen is not None
    for (first, last), (part, token) in zip(seen, places, strict=True):
        assert first == last
        for (other, _), (other_part, other_token) in zip(seen, places, strict=True):
            if first <= other:
                apart = other_token - token if part == other_part else None
                assert spaced.tokens_between(first, other) == apart


def test_a_phrase_is_seen_from_its_first_token_to_its_last() -> None:
    assert Spaced([["b", "a", "b"], ["a", "bc"]]).sightings(" a b") == [(2, 4), (8, 10)]


def test_what_stands_in_many_places_is_not_seen_at_once() -> None:
    assert Spaced([["a"] * 100]).sightings(" a ") is None
