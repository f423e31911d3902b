"""The words of a line, and what of them is a fact."""

from __future__ import annotations

import pytest

from stories.copies.sketch import sketched
from stories.copies.words import NAME, NUMBER, cut, plain


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("The ﬁrst ton-\u00adne", ["the", "first", "ton", "ne"]),
        ("a lice- nsing deal", ["a", "licensing", "deal"]),
        ("81,000 or 81 000 or 81.000 or 81’000", ["81000", "or"] * 3 + ["81000"]),
        ("in 1987 100 men", ["in", "1987", "100", "men"]),
        ("13.50 and 13,50", ["13.50", "and", "13.50"]),
        ("the 8th M0ulinex KN-23", ["the", "8", "th", "m0ulinex", "kn", "23"]),
        ("북한군이 25일 쐈다", ["북한군이", "25", "일", "쐈다"]),
        ("沖14海里で", ["沖", "14", "海里", "里で"]),
        ("U.S. Army", ["u", "s", "army"]),
        ("", []),
        ("—…!", []),
    ],
)
def test_terms(line: str, terms: list[str]) -> None:
    assert cut(plain(line)).terms == terms


def test_names_are_capitals_within_a_sentence() -> None:
    words = cut("Storms hit Port Lucan in May. Nobody of the 23 sailors was hurt.")
    named = [term for term, fact in zip(words.terms, words.facts, strict=True) if fact == NAME]
    assert named == ["port", "lucan", "may"]
    assert [term for term, fact in zip(words.terms, words.facts, strict=True) if fact == NUMBER] == ["23"]


@pytest.mark.parametrize("line", ["STORM HITS PORT LUCAN", "Ten Gardens to See in Eastmere Before Autumn"])
def test_a_line_of_capitals_names_nothing(line: str) -> None:
    assert NAME not in cut(line).facts


def test_sketches_that_were_stored_stay_comparable() -> None:
    """These are in archives: another hash would need every text to be read again."""
    sketch, keys = sketched([cut("The tanker Halcyon lost 14 men")])
    assert sketch.values.tolist() == [2665796684, 41387020, 1733574685, 27969928]
    assert keys == [1833037456714, 2712339752697, 113611550526343, 174705651491046]
