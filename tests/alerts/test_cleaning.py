"""Words from the web, and marks that stay on their words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.cleaning import clean, defang, one_line
from alerts.marked import merged, rewrite, segments

marks_of_any_kind = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=5)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://evil.example/a.b", "see https[:]//evil[.]example/a.b"),
        ("www.evil.com and EVIL.COM", "www[.]evil[.]com and EVIL[.]COM"),
        ("write to a.b@evil.co.uk", "write to a.b[@]evil[.]co[.]uk"),
        ("пример.рф", "пример[.]рф"),
        ("mailto:x", "mailto[:]x"),
        # what the press writes stays as it is
        ("The U.S.-led force left at 3 p.m. on 3.8.2025.", "The U.S.-led force left at 3 p.m. on 3.8.2025."),
        ("BTR-80s, 12.7mm guns; end.The next", "BTR-80s, 12.7mm guns; end.The next"),
        ("ratio 3:1, at 14:05", "ratio 3:1, at 14:05"),
    ],
)
def test_addresses_are_written_so_that_nothing_links_them(text: str, shown: str) -> None:
    assert defang(text)[0] == shown


def test_a_mark_stays_on_its_word_when_the_words_before_it_grow_or_go() -> None:
    text = "a\u202e see http://e.example: troops"
    start = text.index("troops")
    words, marks = defang(*clean(text, [(start, start + 6)]))
    assert [words[left:right] for left, right in marks] == ["troops"]


def test_one_line_is_short_and_printable() -> None:
    assert one_line("  a\r\n\tb\x00\x1b[31m c\u202e  ") == "a b [31m c"
    assert one_line("x" * 10**6, limit=10) == "xxxxxxxxx…"
    assert one_line("पत्र\u200dकार") == "पत्र\u200dकार"


@given(st.text(), st.integers(1, 50))
def test_one_line_keeps_its_bounds(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert one_line(line, limit) == line


@given(st.text(max_size=60), marks_of_any_kind)
def test_segments_put_together_are_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    cut = segments(text, marks)
    assert "".join(segment.text for segment in cut) == text
    assert all(segment.text for segment in cut)
    inside = "".join(segment.text for segment in cut if segment.marked)
    assert len(inside) == sum(end - start for start, end in merged(marks, len(text)))


@given(st.text("ab.x", max_size=60), marks_of_any_kind)
def test_marks_move_with_the_words_around_what_is_rewritten(text: str, marks: list[tuple[int, int]]) -> None:
    pattern = re.compile(r"x+")
    rewritten, moved = rewrite(text, marks, pattern, lambda found: "[" + found[0] + "]")
    assert rewritten == pattern.sub(lambda found: "[" + found[0] + "]", text)
    before = "".join(s.text for s in segments(text, marks) if s.marked)
    after = "".join(s.text for s in segments(rewritten, moved) if s.marked)
    # every marked letter outside the rewritten stretches is marked still, and no other
    assert re.sub(r"[x\[\]]", "", after) == before.replace("x", "")


@given(st.text(max_size=60), marks_of_any_kind)
def test_where_nothing_is_rewritten_marks_are_only_put_in_order(
    text: str, marks: list[tuple[int, int]]
) -> None:
    assert rewrite(text, marks, re.compile("(?!)"), lambda _: "") == (text, merged(marks, len(text)))
