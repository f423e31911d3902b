"""What holds of any texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stories import Text
from stories.copies import MemoryIndex, Sketch, find_copy
from tests.stories.copies import wire
from tests.stories.copies.stream import are_copies, copies, in_outlet

_LETTERS = st.text(st.sampled_from("abdegiklmnorstu가나다라마바국방부авгдежзи"), min_size=2, max_size=7)
_WORDS = st.one_of(_LETTERS, _LETTERS.map(str.capitalize), st.integers(1, 99_999).map(str))
_ANYTHING = st.text(st.characters(), max_size=300) | st.just("READ \ud800: \udfff\n" * 20)


def _written(words: list[str]) -> str:
    return "\n".join(" ".join(words[start : start + 8]) + "." for start in range(0, len(words), 8))


_TEXTS = st.lists(_WORDS, min_size=16, max_size=50, unique_by=str.casefold).map(_written)
_UNLIKE_TEXTS = st.lists(_WORDS, min_size=48, max_size=160, unique_by=str.casefold).map(
    lambda words: [_written(words[start : start + 24]) for start in range(0, len(words) - 15, 24)]
)


@given(_TEXTS)
@settings(max_examples=60)
def test_a_text_is_its_own_copy(text: str) -> None:
    assert are_copies(text, text)


@given(_TEXTS | _ANYTHING, _TEXTS | _ANYTHING)
@settings(max_examples=100)
def test_which_comes_first_makes_no_difference(one: str, other: str) -> None:
    are_copies(one, other)


@given(_TEXTS, st.data())
@settings(max_examples=60)
def test_which_comes_first_makes_no_difference_to_edits(text: str, data: st.DataObject) -> None:
    words = text.split(" ")
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    edited = " ".join(word if keep else "zorvan" for word, keep in zip(words, kept, strict=True))
    are_copies(text, edited)


@given(st.lists(st.tuples(st.sampled_from(["Alder", "Birch", None]), _TEXTS), min_size=1, max_size=5))
@settings(max_examples=40)
def test_a_replay_gives_the_same(given_texts: list[tuple[str | None, str]]) -> None:
    texts = [Text(id=str(n), outlet=outlet, text=text) for n, (outlet, text) in enumerate(given_texts * 2)]
    assert copies(*texts) == copies(*texts)


@given(_UNLIKE_TEXTS, st.sampled_from(["Northgate Daily", None]))
@settings(max_examples=40)
def test_a_frame_around_texts_makes_no_copies(texts: list[str], outlet: str | None) -> None:
    assert not any(copies(*in_outlet(outlet, map(wire.framed, texts))).values())


@given(_TEXTS | _ANYTHING)
@settings(max_examples=60)
def test_a_sketch_comes_back_as_it_was_stored(text: str) -> None:
    sketch = find_copy(Text(id="a", text=text), MemoryIndex()).additions.kept.sketch
    assert Sketch.from_bytes(sketch.to_bytes()).values.tolist() == sketch.values.tolist()
