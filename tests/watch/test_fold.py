"""Folding, and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runaway import runaway
from tests.watch.strategies import texts
from watch.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ŁÓDŹ", "lodz"),
        ("Zelenskyé", "zelenskye"),
        ("Straße", "strasse"),
        ("İzmir", "izmir"),
        ("Ørsted", "orsted"),
        ("Αθήνα", "αθηνα"),
        ("ＫＮ－２３", "kn-23"),
        ("ﬁre", "fire"),
        ("de\u00adploy\u200bed", "deployed"),
        ("Київ й Їжак", "київ й їжак"),
        ("и\u0306", "й"),
        ("і\u0301\u0308", "ї"),
        ("Ёлка", "елка"),
        ("во\u0301йска", "войска"),
        ("ѓ ќ", "ѓ ќ"),
        ("пʼять", "п'ять"),
        ("ガス", "ガス"),
        ("ｶﾞｽ", "ガス"),
        ("カ\u3099ス", "ガス"),
        ("북한", "북한"),
        (unicodedata.normalize("NFD", "북한군"), "북한군"),
        ("กำลัง", "กํ\u0e32ลัง"),
    ],
)
def test_what_folding_keeps_and_drops(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_the_way_back_covers_the_whole_letter() -> None:
    text = "в “во\u0301йска” de\u00adploy ½ ｶﾞｽ " + unicodedata.normalize("NFD", "북한")
    folded = fold(text)
    assert _written(text, "войска") == "во\u0301йска"
    assert _written(text, "deploy") == "de\u00adploy"
    assert _written(text, "1⁄2") == "½"
    assert _written(text, "ガ") == "ｶﾞ"
    assert _written(text, "한") == unicodedata.normalize("NFD", "한")
    assert folded.text.startswith("в “войска” deploy 1⁄2 ガス 북한")


def test_a_mark_within_a_letter_that_does_not_change_is_found_alone() -> None:
    assert _written("ลัง", "\u0e31ง") == "\u0e31ง"


@given(st.one_of(st.text(), texts()))
@settings(max_examples=100, deadline=None)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(st.one_of(st.text(), texts()))
@settings(max_examples=100, deadline=None)
def test_composed_and_decomposed_texts_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(unicodedata.normalize("NFC", text)).text


@given(st.one_of(st.text(st.characters()), texts()))
@settings(max_examples=100, deadline=None)
def test_every_folded_letter_knows_a_place_in_order(text: str) -> None:
    folded = fold(text)
    places = [folded.original(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


def test_every_character_of_unicode_is_folded_and_stays_folded() -> None:
    # every 17th, for time; the step shares no factor with the blocks of Unicode
    for code in range(0, 0x110000, 17):
        once = fold(f"a{chr(code)}a").text
        assert fold(once).text == once


def test_a_hundred_thousand_accents_on_one_letter_take_no_time() -> None:
    with runaway(20):
        fold("a" + "\u0301\u0316" * 50_000)


def _written(text: str, folded_form: str) -> str:
    folded = fold(text)
    at = folded.text.index(folded_form)
    start, end = folded.original(at, at + len(folded_form))
    return text[start:end]
