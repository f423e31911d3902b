"""The stretches that are shown of a matching text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watch import passages

TEXT = (
    "The parade began at nine. Generals watched from the stand. North Korea will send troops to Kursk, the "
    "intelligence chief said. He gave no date.\n\nAnalysts doubt it. "
    + "They have seen such plans before. " * 20
    + "Only the troops know."
)


def shown(text: str, words: list[str], **bounds: int) -> list[str]:
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    return [text[passage.start : passage.end] for passage in passages(text, spans, **bounds)]


def test_a_passage_is_whole_sentences_where_they_fit() -> None:
    assert shown(TEXT, ["North Korea", "troops"], width=80) == [
        "North Korea will send troops to Kursk, the intelligence chief said.",
    ]
    assert shown(TEXT, ["troops"], width=20) == ["will send troops to"]


def test_far_apart_spans_give_passages_in_order() -> None:
    assert [text[:14] for text in shown(TEXT, ["know", "Kursk"], width=60)] == [
        "will send troo",
        "Only the troop",
    ]


def test_the_richest_passages_are_chosen() -> None:
    assert shown(TEXT, ["parade", "send", "troops", "Kursk", "know"], width=80, limit=1) == [
        "North Korea will send troops to Kursk, the intelligence chief said.",
    ]


def test_scripts_without_spaces_are_cut_at_their_full_stops() -> None:
    assert shown("今天下雨。朝鲜派兵前往俄罗斯。明天晴。", ["派兵"], width=10) == ["朝鲜派兵前往俄罗斯。"]


def test_without_spans_the_opening_is_shown() -> None:
    assert [TEXT[p.start : p.end] for p in passages(f"{TEXT}", [], width=30)] == ["The parade began at nine."]
    assert passages("", []) == []
    assert passages(" \n", []) == []


@pytest.mark.parametrize("bounds", [{"width": 0}, {"limit": 0}])
def test_nothing_cannot_be_asked_for(bounds: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        passages(TEXT, [], **bounds)


@given(
    text=st.text(st.sampled_from("ab .\n。é\u0301"), max_size=120),
    spans=st.lists(st.tuples(st.integers(-3, 125), st.integers(-3, 125)), max_size=6),
    width=st.integers(1, 40),
    limit=st.integers(1, 4),
)
@settings(max_examples=250, deadline=None)
def test_passages_are_few_short_apart_and_show_a_span(
    text: str, spans: list[tuple[int, int]], width: int, limit: int
) -> None:
    found = passages(text, spans, width=width, limit=limit)
    assert len(found) <= limit
    assert all(0 <= start < end <= len(text) and end - start <= width for start, end in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    inside = [(start, end) for start, end in spans if 0 <= start < end <= len(text)]
    for passage in found:
        assert not inside or any(
            passage.start <= start and min(end, start + width) <= passage.end for start, end in inside
        )
    assert found or not text.strip()
