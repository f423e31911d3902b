"""Queries that are refused: where, why, and what is suggested."""

from __future__ import annotations

import pickle
import time

import pytest

import watch


@pytest.mark.parametrize(
    ("query", "column", "message"),
    [
        ("", 1, "empty"),
        ("  \n ", 1, "empty"),
        ("a AND", 6, "needs a term after it"),
        ("AND a", 1, "needs a term before it"),
        ("a AND OR b", 7, "missing between 'AND' and 'OR'"),
        ("a ()", 4, "missing between '(' and ')'"),
        ("(a OR b", 1, "never closed"),
        ("a OR b)", 7, "never opened"),
        ('a "b', 3, "never closed"),
        ("title: a", 1, "has a space after it"),
        ("title:", 1, "no term directly after it"),
        ("title:NOT a", 1, "no term directly after it"),
        ("a ...", 3, "no letter or digit"),
        ('a "!"', 4, "no letter or digit"),
        ("NOT a", 1, "only excludes"),
        ("a OR NOT b", 6, "only excludes"),
        ("title:(NOT a)", 8, "only excludes"),
        ("a OR (NOT b NOT c)", 7, "only excludes"),
        ("a NEAR b", 3, "no NEAR/n"),
        ("a near/5 b", 3, "no NEAR/n"),
        ("a NEAR5 b", 3, "no NEAR/n"),
        ("a NEAR/0 b", 3, "from 1 to 255"),
        ("a NEAR/256 b", 3, "from 1 to 255"),
        ("a NEAR/x b", 3, "no NEAR/n"),
        ("a NEAR/5 NOT b", 10, "cannot stand beside NEAR"),
        ("(a b) NEAR/5 c", 2, "cannot stand beside NEAR"),
        ("a NEAR/5 (b OR (c d))", 17, "cannot stand beside NEAR"),
        ("a* b", 1, "at least two letters"),
        ("*ab", 1, "only follow the beginning"),
        ("ab*c", 3, "inside a word is not supported yet"),
        ('"a b *"', 6, "only follow the beginning"),
        ("a\x1b[31m", 2, "control character U+001B"),
        ("a\ud800", 2, "control character U+D800"),
        (" ".join(["a"] * 3) + " -b", 7, "no operator"),
        ("+a", 1, "no operator"),
        ("a && b", 3, "no operator"),
        ("a || b", 3, "no operator"),
        ("Title:a", 1, "no field"),
        ("http://a.example", 1, "no field"),
        ("Breaking: troops", 1, "no field"),
        (f'"{"a " * 65}"', 130, "64 words at most"),
        ("한" * 65, 65, "64 words at most"),
    ],
)
def test_a_refusal_points_at_its_column(query: str, column: int, message: str) -> None:
    with pytest.raises(watch.WatchSyntaxError, match=r".") as caught:
        watch.parse(query)
    assert message in caught.value.message
    assert caught.value.column == column
    assert caught.value.suggestion


@pytest.mark.parametrize(
    "query",
    [
        *[
            "a ONEAR/3 b",
            "a W/5 b",
            "a w/5 b",
            "a /5 b",
            "a PRE/3 b",
            "a ADJ3 b",
            "a W/S b",
            "a W/P b",
            "a w/para b",
        ],
        *[
            "a NOT W/5 b",
            "ATLEAST3(a)",
            "ATLEAST3 (a)",
            "EVENT(actor=@x)",
            "SCORE(a^3) >= 2",
            "@dprk",
            "=Exact",
        ],
        *["lead:a", "body:a", "byline:a", "source:a", "domain:a", "lang:ko", "country:kp", "section:a"],
        *[
            "published:2025-08",
            '"a b"~3',
            "wom?n",
            "tank?",
            '"the wom?n"',
            "a^3",
            "ab*c",
            "title:body:a",
            "title:@x",
        ],
    ],
)
def test_operators_to_come_are_never_taken_as_words(query: str) -> None:
    with pytest.raises(watch.WatchSyntaxError, match="not supported yet"):
        watch.parse(query)


@pytest.mark.parametrize(
    "query", ["EVENT", "SCORE", "near", "w/o", "and", "AT&T", "F/A-18", "9/11", '"Who wins?"']
)
def test_words_that_only_look_like_operators_are_words(query: str) -> None:
    assert watch.match(watch.parse(query), watch.Document.of("", query)) is not None


def test_the_caret_stands_under_the_column() -> None:
    with pytest.raises(watch.WatchSyntaxError) as caught:
        watch.parse("troops\nAND 북한 OR W/5")
    assert caught.value.caret() == "troops AND 북한 OR W/5\n" + " " * 19 + "^"


def test_the_caret_shows_the_neighbourhood_of_a_long_query() -> None:
    with pytest.raises(watch.WatchSyntaxError) as caught:
        watch.parse("word " * 100 + "@x " + "word " * 100)
    shown, caret = caught.value.caret().split("\n")
    assert shown[len(caret) - 1] == "@"
    assert shown.startswith("...")
    assert shown.endswith("...")
    assert len(shown) < 140


def test_an_error_survives_the_way_to_another_process() -> None:
    with pytest.raises(watch.WatchSyntaxError) as caught:
        watch.parse("a AND")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.column, copy.query) == (str(caught.value), 6, "a AND")


@pytest.mark.parametrize("query", ["a" * 32_769, "한" * 11_000, "(" * 32_000, "(a " * 65 + ")" * 65])
def test_too_long_or_too_deep_is_refused_before_it_is_read(query: str) -> None:
    took = []
    for _ in range(5):
        began = time.process_time()
        with pytest.raises(watch.WatchSyntaxError, match="at most"):
            watch.parse(query)
        took.append(time.process_time() - began)
    assert min(took) < 0.01


def test_parentheses_in_quotes_are_no_nesting() -> None:
    assert str(watch.parse(f'"{"(" * 100} troops"')) == "troops"


def test_a_query_of_32_kilobytes_is_read() -> None:
    words = " OR ".join(f"word{number}" for number in range(2500))
    assert str(watch.parse(words)) == words


def test_what_would_be_too_long_when_printed_is_refused() -> None:
    with pytest.raises(watch.WatchSyntaxError, match="when written out"):
        watch.parse(" ".join(str(number) for number in range(5500)))
