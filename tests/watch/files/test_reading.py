"""Files of watches: what is read, and what is said of a wrong one."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.watch.alias_books import book_of
from watch import Document, match
from watch.files import Example, WatchFileError, read_watch_file

BOOK = book_of({"dprk": ["North Korea", "북한"]})


def refusal(text: str) -> WatchFileError:
    with pytest.raises(WatchFileError) as caught:
        read_watch_file(text, "desk.toml", BOOK)
    return caught.value


def test_watches_come_in_order_with_their_examples() -> None:
    found = read_watch_file(
        """
        [[watches]]
        name = "BOMBING|EL SALVADOR"
        query = "bomb*  AND  salvador"
        must_match = ["A bomb in San Salvador", {title = "Bombs", text = "El Salvador"}]
        must_not_match = [{title = "Bombs"}]
        [[watches]]
        name = "북한 · 2"
        query = "@dprk"
        """,
        "desk.toml",
        BOOK,
    )
    first, second = found.watches
    assert (first.name, first.written, str(first.query)) == (
        "BOMBING|EL SALVADOR",
        "bomb*  AND  salvador",
        "bomb* AND salvador",
    )
    assert first.must_match == (
        Example(text="A bomb in San Salvador"),
        Example(title="Bombs", text="El Salvador"),
    )
    assert first.must_not_match == (Example(title="Bombs", text=""),)
    assert (second.name, second.must_match) == ("북한 · 2", ())


def test_sets_of_the_file_add_to_the_book_and_extend_it() -> None:
    found = read_watch_file(
        """
        [[aliases]]
        name = "dprk"
        includes = ["dprk"]
        forms.en = ["the hermit kingdom"]
        [[aliases]]
        name = "ships"
        forms.en = ["frigate*"]
        [[watches]]
        name = "ships"
        query = "@dprk @ships"
        """,
        "desk.toml",
        BOOK,
    )
    assert match(found.watches[0].query, Document.of("", "Frigates of the Hermit Kingdom")) is not None
    assert match(found.watches[0].query, Document.of("", "북한, frigate")) is not None
    assert "ships" not in BOOK


def test_without_a_book_the_shipped_sets_are_known() -> None:
    [watch] = read_watch_file("[[watches]]\nname = 'a'\nquery = '@dprk'\n", "desk.toml").watches
    assert match(watch.query, Document.of("", "북한군이")) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[watches]", "desk.toml: Is no TOML: "),
        ("[database]\nurl = 'x'", "desk.toml: Holds 'database'; a file of watches holds"),
        ("watches = 1", "desk.toml: Watches are written as [[watches]] tables"),
        ("watches = [1]", "desk.toml: Watches are written as [[watches]] tables"),
        ("[[watches]]\nquery = 'a'", "desk.toml: [[watches]] number 1 has no name"),
        ("[[watches]]\nname = ' '\nquery = 'a'", "desk.toml: The name ' ' cannot be used"),
        ('[[watches]]\nname = "a\\nb"\nquery = "a"', "desk.toml: The name 'a b' cannot be used"),
        ("[[watches]]\nname = 'n'", "desk.toml: n: Has no query"),
        ("[[watches]]\nname = 'n'\nquery = 1", "desk.toml: n: Has no query"),
        ("[[watches]]\nname = 'n'\nquery = 'a'\nquerry = 'b'", "desk.toml: n: Has no use for 'querry'"),
        ("[[watches]]\nname = 'n'\nquery = 'a AND (b'", "desk.toml: n: column 7: "),
        ("[[watches]]\nname = 'n'\nquery = '@drpk'", "desk.toml: n: column 1: "),
        ("[[watches]]\nname = 'n'\nquery = 'a'\nmust_match = 'b'", "desk.toml: n: must_match is a list"),
        (
            "[[watches]]\nname = 'n'\nquery = 'a'\nmust_match = ['a', 1]",
            "desk.toml: n: must_match.1 is a text",
        ),
        ("[[watches]]\nname = 'n'\nquery = 'a'\nmust_match = [{}]", "desk.toml: n: must_match.0 is a text"),
        ("[[watches]]\nname = 'n'\nquery = 'a'\nmust_match = [' ']", "desk.toml: n: must_match.0 is empty"),
        (
            "[[watches]]\nname = 'n'\nquery = 'a'\nmust_not_match = [{text = 1}]",
            "desk.toml: n: must_not_match.0 holds what is no text",
        ),
        ("[[aliases]]\nname = 'x'", "desk.toml: @x: Has no forms"),
        ("[[aliases]]\nname = 'x'\nincludes = ['nobody']", "desk.toml: @x: Includes nobody"),
        (
            "[[watches]]\nname = 'n'\nquery = 'a'\n" * 2,
            "desk.toml: n: Two watches have this name",
        ),
        ("watches = " + "[" * 5000, "desk.toml: Is "),
    ],
)
def test_what_is_wrong_is_said_on_one_line(text: str, said: str) -> None:
    error = refusal(text)
    assert str(error).startswith(said)
    assert str(error).isprintable()
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_query_that_is_wrong_shows_its_place() -> None:
    error = refusal("[[watches]]\nname = 'n'\nquery = 'troops AND (army'\n")
    assert error.fault is not None
    assert error.fault.caret() == "troops AND (army\n" + " " * 11 + "^"


@given(st.text())
def test_whatever_a_file_holds_it_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(WatchFileError):
        read_watch_file(text, "f", BOOK)
