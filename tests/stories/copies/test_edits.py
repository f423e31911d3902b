"""What is done to copies and does not hide them, and what looks like a copy and is none."""

from __future__ import annotations

import pytest

from tests.stories.copies import wire
from tests.stories.copies.stream import are_copies

_SENTENCES = {name: text.split("\n") for name, text in wire.REPORTS.items()}


@pytest.mark.parametrize("language", wire.REPORTS)
def test_a_tail_cut_by_more_than_half(language: str) -> None:
    assert are_copies("\n".join(_SENTENCES[language][:2]), wire.REPORTS[language])


@pytest.mark.parametrize("language", wire.REPORTS)
def test_paragraphs_in_another_order_under_a_rewritten_lead(language: str) -> None:
    first, second, third, fourth = _SENTENCES[language]
    lead = "What follows is what our desk could learn about the ship until now, in short."
    assert are_copies("\n".join((lead, fourth, third, second)), "\n".join((first, second, third, fourth)))


@pytest.mark.parametrize("language", ["English", "Korean", "Russian"])
def test_each_seventh_word_another(language: str) -> None:
    assert are_copies(wire.other_words(wire.REPORTS[language], 7), wire.REPORTS[language])


@pytest.mark.parametrize("language", wire.REPORTS)
def test_a_few_numbers_corrected(language: str) -> None:
    text = wire.REPORTS[language]
    assert are_copies(text.replace("340", "415").replace("23", "25"), text)


@pytest.mark.parametrize("language", wire.REPORTS)
def test_a_dateline_a_byline_and_a_credit(language: str) -> None:
    text = (
        f"By Tomas Everly\nSUNDHAVEN, March 3 (Meridian) - {wire.REPORTS[language]}\n(Editing by Ruth Calder)"
    )
    assert are_copies(text, wire.REPORTS[language])


def test_other_typesetting() -> None:
    text = wire.ENGLISH.replace("81,000", "81 000").replace("refinery", "re\u00adﬁnery").replace(" - ", " — ")
    assert are_copies(text.replace("tonnes", "ton- nes", 1), wire.ENGLISH)


def test_a_machine_that_read_badly() -> None:
    text = (
        wire.ENGLISH.replace("the ", "tbe ")
        .replace("harbour", "harb0ur")
        .replace("was", "wos")
        .replace("14", "l4")
    )
    assert are_copies(text, wire.ENGLISH)


def test_a_short_item() -> None:
    item = wire.ENGLISH.split("\n")[0]
    assert are_copies(f"UPDATE 2: {item}", item.replace("14 miles", "15 miles"))


def test_a_form_with_other_facts_is_no_copy() -> None:
    one = wire.bulletin("Ida Marlow", "Quell Island", (38, 12, 6, 11, 13, 3, 370, 132, 4))
    other = wire.bulletin("Sven Tarkowski", "Great Osmer", (16, 9, 7, 25, 4, 8, 243, 203, 2))
    assert not are_copies(one, other)


def test_a_form_with_the_same_names_and_other_numbers_is_no_copy() -> None:
    one = wire.bulletin("Ida Marlow", "Quell Island", (38, 12, 6, 11, 13, 3, 370, 132, 4))
    other = wire.bulletin("Ida Marlow", "Quell Island", (16, 9, 6, 25, 4, 8, 243, 203, 2))
    assert not are_copies(one, other)


def test_a_form_in_a_script_without_capitals_is_no_copy() -> None:
    one = wire.korean_bulletin((38, 12, 6, 11, 13, 3, 370, 132, 4))
    assert not are_copies(one, wire.korean_bulletin((16, 9, 7, 25, 4, 8, 243, 203, 2)))
    assert are_copies(one, wire.korean_bulletin((38, 12, 6, 11, 14, 3, 370, 133, 4)))


def test_a_form_that_was_copied_is_found() -> None:
    one = wire.bulletin("Ida Marlow", "Quell Island", (38, 12, 6, 11, 13, 3, 370, 132, 4))
    assert are_copies(one, f"{one}\nThis report was provided by the agency.")


def test_another_writers_words_are_no_copy() -> None:
    assert not are_copies(wire.OWN_WORDS, wire.ENGLISH)


def test_a_round_up_is_no_copy_of_its_items() -> None:
    item = wire.ENGLISH.split("\n")[0]
    others = (wire.bulletin(f"Ann Person{n}", f"Cape {n}", tuple(range(n, n + 9))) for n in range(20, 80, 10))
    assert not are_copies(item, "\n".join((item, *others)))


@pytest.mark.parametrize("text", ["", "…", "Read more", "Weather for Tuesday in the north"])
def test_a_few_words_are_nobodys_copy(text: str) -> None:
    assert not are_copies(text, text)
