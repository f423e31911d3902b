"""The cues that ship: each works where it says, and none is listed against another."""

from __future__ import annotations

from collections import Counter

import pytest

import watch
from watch.polarity.cue_files import CueClass, clauses, cue_classes

CLASSES = cue_classes()
TELLING = [cues for cues in CLASSES if cues.kind != "none"]
SAYS = {"denied": {"denied"}, "negated": {"denied"}, "hedged": {"hedged", "denied"}}


def written(cues: CueClass) -> list[str]:
    return [form.written for form in cues.forms]


def keys(classes: list[CueClass]) -> list[str]:
    return [cues.key for cues in classes]


@pytest.mark.parametrize("cues", TELLING, ids=keys(TELLING))
def test_each_cue_decides_where_it_stands(cues: CueClass) -> None:
    """A cue may be outweighed by a denial inside it ("not planned"), but never say nothing."""
    for form in written(cues):
        text = form.replace("*", "")
        action = next(iter(cues.of)).written.replace("*", "") if cues.of else "zzz"
        before, after = f"{text} {action}", f"{action} {text}"
        if cues.side == "on":
            texts, action = [text], text
        else:
            texts = [before, after] if cues.side == "either" else [before if cues.side == "before" else after]
        for sentence in texts:
            if cues.mark:
                sentence += cues.mark[0]
            found = watch.match(watch.parse(f'EVENT(action="{action}")'), watch.Document.of("", sentence))
            assert found is not None
            assert found.polarity in SAYS[cues.kind], (cues.key, sentence, found.cue)


def test_a_form_says_one_thing() -> None:
    sides = Counter(
        (form, side)
        for cues in CLASSES
        for form in set(written(cues))
        for side in (("before", "after") if cues.side == "either" else (cues.side,))
        if cues.kind != "none" and not cues.mark and not cues.of
    )
    telling = {(cues.kind, form) for cues in CLASSES for form in written(cues)}
    assert not {form for kind, form in telling if kind != "none" and ("none", form) in telling}
    assert [key for key, count in sides.items() if count > 3] == []


@pytest.mark.parametrize("cues", CLASSES, ids=keys(list(CLASSES)))
def test_a_class_lists_a_form_once_and_reaches_somewhere(cues: CueClass) -> None:
    assert cues.reach > 0
    assert [form for form, count in Counter(written(cues)).items() if count > 1] == []
    assert cues.forms or cues.mark


def test_clauses_are_told_by_words() -> None:
    listed = clauses()
    assert all(
        (
            listed.begin,
            listed.end,
            listed.lead_in,
            listed.finite,
            listed.shared,
            listed.preposition,
            listed.given,
        )
    )
