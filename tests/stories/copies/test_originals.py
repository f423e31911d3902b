"""Which text a copy is said to be a copy of."""

from __future__ import annotations

from stories import Text
from stories.copies import MemoryIndex, find_copy
from tests.stories.copies import wire
from tests.stories.copies.stream import at, copies

_CUT = "\n".join(wire.ENGLISH.split("\n")[:2])


def test_the_first_published_of_those_that_came_before() -> None:
    answers = copies(
        Text(id="late", outlet="Alder", text=wire.ENGLISH, published_at=at("2031-05-02T08:00:00Z")),
        Text(id="early", outlet="Birch", text=wire.ENGLISH, published_at=at("2031-05-02T06:00:00Z")),
        Text(id="last", outlet="Cedar", text=_CUT, published_at=at("2031-05-02T09:00:00Z")),
    )
    assert answers == {"late": None, "early": "late", "last": "early"}


def test_the_wire_that_is_credited_comes_before_the_first_published() -> None:
    answers = copies(
        Text(id="paper", outlet="Alder", text=wire.ENGLISH, published_at=at("2031-05-02T06:00:00Z")),
        Text(id="wire", outlet="Meridian", text=wire.ENGLISH, published_at=at("2031-05-02T07:00:00Z")),
        Text(id="copy", outlet="Cedar", text=f"SUNDHAVEN (Meridian) - {wire.ENGLISH}"),
    )
    assert answers["copy"] == "wire"


def test_a_copy_may_come_before_the_original() -> None:
    answers = copies(
        Text(id="copy", outlet="Alder", text=_CUT), Text(id="original", outlet="Meridian", text=wire.ENGLISH)
    )
    assert answers == {"copy": None, "original": "copy"}


def test_all_copies_of_a_text_have_one_original_however_many_there_are() -> None:
    index = MemoryIndex()
    for count in range(100):
        found = find_copy(Text(id=str(count), outlet=f"Outlet {count}", text=wire.ENGLISH), index)
        assert found.additions.kept.original == "0"
        index.add(found.additions)


def test_similarity_is_the_share_of_the_shorter_text() -> None:
    index = MemoryIndex()
    index.add(find_copy(Text(id="long", outlet="Meridian", text=wire.ENGLISH), index).additions)
    assert find_copy(Text(id="cut", outlet="Alder", text=_CUT), index).similarity == 1.0
    changed = find_copy(Text(id="changed", outlet="Alder", text=wire.other_words(_CUT, 8)), index).similarity
    assert 0.5 < changed < 0.9


def test_without_a_text_the_title_stands_for_it() -> None:
    title = (
        "Tanker Halcyon Star adrift off Cape Ardent for 9 hours before two tugs reach it, coast guard says"
    )
    answers = copies(
        Text(id="a", outlet="Alder", title=title), Text(id="b", outlet="Birch", title=title.upper())
    )
    assert answers["b"] == "a"


def test_nothing_is_kept_before_it_is_added_and_what_is_added_twice_counts_once() -> None:
    index = MemoryIndex()
    text = Text(id="a", outlet="Alder", text=wire.ENGLISH)
    found = find_copy(text, index)
    assert find_copy(text, index) == found
    for _ in range(3):
        index.add(found.additions)
    counts = index.line_counts("Alder", found.additions.lines)
    assert set(counts.lines.values()) == {(1, 1)}
    assert find_copy(text, index).copy_of is None
