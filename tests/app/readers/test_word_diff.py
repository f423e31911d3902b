"""What is missing and what is too much, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from app.readers.word_diff import Change, word_diff
from tests.runaway import runaway


def shown(expected: str, found: str) -> str:
    marks = {Change.SAME: "{}", Change.MISSING: "[-{}-]", Change.EXTRA: "{{+{}+}}"}
    return "".join(marks[run.change].format(run.text) for run in word_diff(expected, found))


def test_words_that_differ() -> None:
    assert shown("the boat left", "the old boat left") == "the {+old +}boat left"
    assert shown("Ada Lind", "Bo Kim") == "[-Ada Lind-]{+Bo Kim+}"
    assert shown("same", "same") == "same"
    # a paragraph's end is a word like any other, and so is each sign of a script without spaces
    assert shown("one two", "one\n\ntwo") == "one {+\n\n+}two"
    assert shown("北方舰队", "北方舰") == "北方舰[-队-]"


def test_long_runs_that_agree_are_cut() -> None:
    words = " ".join(map(str, range(200)))
    cut = shown(f"{words} red {words} end", f"{words} blue {words} end")
    assert "[-red -]{+blue +}" in cut
    assert cut.count("…") == 2
    assert len(cut) < 200


def test_a_long_text_takes_no_minutes() -> None:
    expected = " ".join(f"word{number % 900}" for number in range(12_000))
    with runaway(120):
        assert "{+" in shown(expected, expected.replace("word450 ", "other "))


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_the_runs_hold_both_texts_words(expected: str, found: str) -> None:
    runs = list(word_diff(expected, found))
    for text, other in ((expected, Change.EXTRA), (found, Change.MISSING)):
        kept = "".join(run.text for run in runs if run.change is not other)
        if "…" not in kept:
            assert kept.split() == text.split()
