"""Which groups the words of a document activate."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from watch.engine.activation import Activation
from watch.keys import LONGEST_PREFIX

_WORDS = st.text("ab", min_size=1, max_size=4)
_KEYS = st.one_of(_WORDS, _WORDS.map(lambda word: word + "*"))


def active(activation: Activation, *words: str, text: str = "") -> set[int]:
    return set(activation.groups(frozenset(words), [text] if text else []).tolist())


def test_a_word_activates_what_names_it_or_its_beginning() -> None:
    activation = Activation()
    activation.add(2, ["deploy"])
    activation.add(3, ["depl*", "tank"])
    assert active(activation, "deploy") == {2, 3}
    assert active(activation, "deployment") == {3}
    assert active(activation, "dep") == set()


def test_what_was_remembered_of_a_word_is_forgotten_with_each_edit() -> None:
    activation = Activation()
    assert active(activation, "deployed") == set()
    activation.add(2, ["deploy*"])
    assert active(activation, "deployed") == {2}
    activation.add(3, ["deployed"])
    assert active(activation, "deployed") == {2, 3}
    activation.remove(2, ["deploy*"])
    assert active(activation, "deployed") == {3}


def test_a_pair_is_found_wherever_it_stands_side_by_side() -> None:
    activation = Activation()
    activation.add(2, ["북한"])
    assert active(activation, text="남북한군") == {2}
    assert active(activation, text="북 한") == set()
    assert active(activation, text="북") == set()
    assert active(activation, "북한군") == set()


@given(st.lists(st.tuples(st.integers(2, 6), _KEYS), max_size=12), st.data())
@settings(max_examples=80, deadline=None)
def test_after_any_edits_a_word_activates_what_its_keys_say(
    edits: list[tuple[int, str]], data: st.DataObject
) -> None:
    activation = Activation()
    held: set[tuple[int, str]] = set()
    for group, key in edits:
        if (group, key) in held:
            held.remove((group, key))
            activation.remove(group, [key])
        else:
            held.add((group, key))
            activation.add(group, [key])
        word = data.draw(_WORDS)
        assert active(activation, word) == {
            group
            for group, key in held
            if (word.startswith(key[:-1][:LONGEST_PREFIX]) if key[-1] == "*" else word == key)
        }


@given(
    st.text("북한군中国a \U00020000", max_size=8),
    st.lists(st.text("북한군中国\U00020000", min_size=2, max_size=2), unique=True),
)
def test_each_pair_that_a_text_holds_is_found_and_none_once_it_is_gone(text: str, pairs: list[str]) -> None:
    activation = Activation()
    for group, pair in enumerate(pairs, 2):
        activation.add(group, [pair])
    there = {group for group, pair in enumerate(pairs, 2) if pair in text}
    assert active(activation, text=text) == there
    for group, pair in enumerate(pairs, 2):
        activation.remove(group, [pair])
    assert active(activation, text=text) == set()
