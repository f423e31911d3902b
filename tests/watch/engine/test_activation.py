"""Which groups the words of a document activate."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from watch.engine.activation import Activation
from watch.keys import LONGEST_PREFIX

_WORDS = st.text("ab", min_size=1, max_size=4)
_KEYS = st.one_of(_WORDS, _WORDS.map(lambda word: word + "*"))


def active(activation: Activation, *words: str, pairs: frozenset[str] = frozenset()) -> set[int]:
    return set(activation.groups(frozenset(words), pairs).tolist())


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


def test_a_pair_is_looked_up_as_it_stands() -> None:
    activation = Activation()
    activation.add(2, ["북한"])
    assert active(activation, pairs=frozenset({"북한", "한군"})) == {2}
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
