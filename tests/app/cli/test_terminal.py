"""Laws of what reaches a terminal, of moments and of periods."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.terminal import ago, as_json, marked, moment, plain
from app.periods import moment_of
from tests.app.cli.archives import OBEYED

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXTS = st.text(
    st.sampled_from(["a", " ", "한", "\n", "\r", "\t", "\x1b", "\x9b", "\u202e", "\u200d", "👩", "\ud800"])
)


@given(TEXTS | st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not OBEYED & set(plain(text))
    assert not (OBEYED - {"\n"}) & set(plain(text, lines=True))
    plain(text).encode()
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters(categories=["L", "N", "P", "M"])))
def test_words_of_any_script_are_kept(text: str) -> None:
    assert plain(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same_words_and_nothing_is_obeyed(text: str) -> None:
    written = as_json({"title": text, "at": NOW})
    assert json.loads(written) == {"title": text, "at": "2026-03-01T12:00:00+00:00"}
    assert not OBEYED & set(written)


@given(
    st.text("ab\x1b\u202e", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4),
)
def test_marks_lose_no_words_and_let_no_escape_through(text: str, marks: list[tuple[int, int]]) -> None:
    places = sorted((start, stop) for start, stop in marks if start < stop <= len(text))
    assert marked(text, places, colour=False).replace("[", "").replace("]", "") == plain(text)
    coloured = marked(text, places, colour=True)
    assert "\x1b" not in coloured.replace("\033[1m", "").replace("\033[0m", "")


def test_words_on_two_lines_do_not_run_together() -> None:
    assert plain("to\u2028Russia\tand\u2029on\n") == "to Russia and on "


def test_marks_stand_around_the_evidence() -> None:
    assert marked("troops move", [(0, 6)], colour=False) == "[troops] move"
    assert marked("troops move", [(0, 6), (3, 8), (7, 11)], colour=False) == "[troops] [move]"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (None, "never"),
        (NOW, "0 s ago"),
        (NOW - timedelta(seconds=59), "59 s ago"),
        (NOW - timedelta(minutes=119), "1 h ago"),
        (NOW - timedelta(days=3), "3 d ago"),
        (NOW + timedelta(minutes=10), "in 10 min"),
    ],
)
def test_how_long_ago(at: datetime | None, said: str) -> None:
    assert ago(at, NOW) == said


def test_a_moment_for_people() -> None:
    assert (moment(NOW), moment(None)) == ("2026-03-01 12:00 UTC", "-")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("90d", NOW - timedelta(days=90)),
        ("30m", NOW - timedelta(minutes=30)),
        (" 2w ", NOW - timedelta(weeks=2)),
        ("2026-02-01", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2026-02-01T06:00Z", datetime(2026, 2, 1, 6, tzinfo=UTC)),
        ("2026-02-01T06:00+09:00", datetime(2026, 1, 31, 21, tzinfo=UTC)),
    ],
)
def test_moments_as_people_give_them(words: str, expected: datetime) -> None:
    assert moment_of(words, NOW) == expected


@pytest.mark.parametrize(
    "words", ["", "yesterday", "999999w", "1y", "٣d", "0001-01-01T00:00+14:00", "2026-13-01"]
)
def test_what_is_no_moment_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(ValueError, match="is no moment: give 90d"):
        moment_of(words, NOW)


@given(st.text())
def test_any_words_are_a_moment_or_refused(words: str) -> None:
    try:
        at = moment_of(words, NOW)
    except ValueError:
        return
    assert at.utcoffset() == timedelta(0)
