"""Cleaned text holds nothing that a database, a mail or a terminal could trip over."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import cleaning
from tests.runaway import runaway

ANY_TEXT = st.text(alphabet=st.characters())


def test_line_collapses_white_space_and_drops_invisible_tricks() -> None:
    assert cleaning.line("  Seoul\t\n says \u202eon\u00adly\u200b \x00this\ud800 ") == "Seoul says only this"


def test_line_is_composed_so_that_equal_words_are_equal() -> None:
    assert cleaning.line("Orba\u0301n") == "Orb\u00e1n"


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert cleaning.paragraphs("One.\r\n\r\n  \x0b\nTwo.\u2029Three.") == "One.\n\nTwo.\n\nThree."


@given(ANY_TEXT)
def test_cleaned_text_stays_as_it_is_when_cleaned_again(text: str) -> None:
    once = cleaning.paragraphs(text)
    assert cleaning.paragraphs(once) == once


@given(ANY_TEXT)
def test_cleaned_text_can_be_stored_and_shown(text: str) -> None:
    cleaned = cleaning.paragraphs(text)
    assert cleaned.encode().decode() == cleaned
    assert all(
        unicodedata.category(character) not in ("Cc", "Cs") or character == "\n" for character in cleaned
    )
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    "marks", ["\u0301\u0323", "\u0323\u0301", "\u0f73", "\u0344\u0323", "\u00ad\u0301\u0323"]
)
def test_a_million_marks_on_one_letter_are_cheap(marks: str) -> None:
    with runaway(60):
        cleaned = cleaning.line("word a" + marks * 500_000 + " word")
    assert cleaned.startswith("word ")
    assert cleaned.endswith(" word")
    assert len(cleaned) < 100


def test_signs_that_are_no_marks_stay_however_many_they_are() -> None:
    line = "—" * 600 + "\U0001f600" * 600 + "한국어 é ü " * 100 + "x"
    assert cleaning.line(line) == line
