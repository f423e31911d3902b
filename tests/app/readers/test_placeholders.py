"""Words of our own for a publisher's: the form stays, the words go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.readers.placeholders import replaced

SENTENCE = (
    "“It’s Ada’s boat,” said NATO and Bo Kim of the 3rd fleet; a boat, 북한군이 오늘 본, 金正恩 и Корабль."
)


def test_punctuation_numbers_case_and_length_stay() -> None:
    drawn = replaced(SENTENCE)
    assert len(drawn) == len(SENTENCE)
    pairs = list(zip(SENTENCE, drawn, strict=True))
    assert [(a, b) for a, b in pairs if not a.isalpha() and a != b and a != "’"] == []
    assert [(a, b) for a, b in pairs if a.isalpha() and b.isalpha() and a.isupper() != b.isupper()] == []


def test_the_words_go() -> None:
    drawn = replaced(SENTENCE)
    for word in ("boat", "said", "NATO", "Kim", "fleet", "북한군이", "金正恩", "Корабль"):
        assert word not in drawn


def test_the_same_word_is_drawn_alike_so_that_places_still_agree() -> None:
    assert replaced("Ada Lind - Gazette") == f"{replaced('Ada Lind')} - {replaced('Gazette')}"


@pytest.mark.parametrize(
    "kept", ["3 March 2024, 15:47 GMT", "2024-05-03T15:47:42+02:00", "12 березня 2024", "By"]
)
def test_dates_and_what_leads_to_a_byline_stay(kept: str) -> None:
    assert replaced(kept) == kept


@given(st.text(max_size=200))
def test_any_text_keeps_its_length_and_is_drawn_alike_twice(text: str) -> None:
    assert len(replaced(text).split()) == len(text.split())
    assert replaced(text) == replaced(text)
