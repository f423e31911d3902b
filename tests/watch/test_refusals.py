"""Queries that are refused: where, why, and what is suggested."""

from __future__ import annotations

import pickle

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
        ("ab*c", 3, "at the end of a word only"),
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
    ("query", "column", "message", "suggestion"),
    [
        ("a /5 b", 3, "no operator", "NEAR/5"),
        ("a NEAR/0 b", 3, "from 1 to 255", "NEAR/10"),
        ("a W/256 b", 3, "from 1 to 255", "NEAR/10"),
        ("a ONEAR b", 3, "no ONEAR/n", "ONEAR/10"),
        ("a ADJ/3 b", 3, "no operator", "ONEAR/3"),
        ("a W/SEG b", 3, "no meaning here", "W/S"),
        ("a SAME b", 3, "no operator", "W/P"),
        ("NOT W/5 b", 1, "needs a term before it", "Write the term"),
        ("(a b) W/S c", 2, "cannot stand beside W/S", "a W/S c AND b W/S c"),
        ("a NEAR/3 byline:b", 10, "cannot stand beside NEAR/3", "AND"),
        ("ATLEAST(a)", 1, "needs a number", "ATLEAST3(term)"),
        ("ATLEAST3 a", 1, "no parenthesis", "ATLEAST3(term)"),
        ("ATLEAST0(a)", 1, "from 1 to 255", "ATLEAST3(term)"),
        ("ATLEAST2(a b)", 10, "cannot stand in ATLEAST", "joined by OR"),
        ("EVENT(actor=@dprk)", 1, "needs an action", "action=@deploy"),
        ("EVENT(a, action=b)", 7, "EVENT takes actor=", "EVENT(actor=@dprk"),
        ("EVENT(action=a, place=b)", 17, "target= and polarity=, not 'place='", "target=@russia"),
        ("a OR event(action=b)", 6, "written in capitals", "EVENT(actor=@dprk"),
        ("EVENT(action=a, action=b)", 17, "stands twice", "(a OR b)"),
        ("EVENT(action=a, polarity=maybe)", 17, "no polarity", "hedged"),
        ("EVENT(action=(a b))", 15, "cannot stand in action=", "joined by OR"),
        ("SCORE(a, b)", 12, "needs the number", ">= 4"),
        ("SCORE(a, b) >= 3", 12, "add up to 2 at most", "less"),
        ("SCORE(a, b) >= 0", 12, "holds of every article", ">= 1"),
        ("SCORE(a^0) >= 1", 8, "counts nothing", "Take it out"),
        ("SCORE(a^x) >= 1", 8, "weight is a number", "troops^3"),
        ("SCORE(NOT a, b) >= 1", 7, "only excludes", "Name what"),
        ("@dprkk", 1, "There is no alias", "@dprk"),
        ("@", 1, "no name after it", "@dprk"),
        ("a^3", 2, "in SCORE(...) only", "Take the ^ out"),
        ("a~3", 2, "behind a phrase", "~3"),
        ('"a b"~0', 6, "from 1 to 10", "~3"),
        ('"a"~3', 2, "needs two words", "Take the ~ out"),
        ('="a b"~3', 7, "not both", "Take one out"),
        ("tank?", 5, "one letter inside a word", "*"),
        ("=tank*", 2, "as it is written", "Take the = out"),
        ("title:(body:a)", 8, "cannot stand inside title:", "beside"),
        ("lang:korean!", 6, "no value of lang:", "lang:ko"),
        ("country:KOR", 9, "no value of country:", "country:KR"),
        ("domain:a", 8, "no value of domain:", "yna.co.kr"),
        ("published:2025-13", 11, "no date", "published:2026"),
        ("published:2025..2024", 11, "ends before it begins", "published:2026"),
    ],
)
def test_what_is_written_wrong_is_refused_and_mended(
    query: str, column: int, message: str, suggestion: str
) -> None:
    with pytest.raises(watch.WatchSyntaxError, match=r".") as caught:
        watch.parse(query)
    assert message in caught.value.message
    assert caught.value.column == column
    assert suggestion in str(caught.value.suggestion)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        (" ".join(f"a{number}" for number in range(3001)), "3000 terms"),
        (" ".join(f"a{number} NEAR/2 b" for number in range(41)), "40 NEAR"),
        (" ".join(f"ATLEAST2(a{number})" for number in range(33)), "32 ATLEAST"),
        (" OR ".join(f'"a b{number}"~2' for number in range(17)), "16 phrases with ~"),
        (" OR ".join(f"ab?{number}" for number in range(33)), "32 wildcards"),
        (" OR ".join(f"EVENT(action=a{number})" for number in range(17)), "16 EVENTs"),
    ],
)
def test_too_many_of_what_costs_time_are_refused(query: str, named: str) -> None:
    with pytest.raises(watch.WatchSyntaxError, match=named):
        watch.parse(query)


@pytest.mark.parametrize(
    "query", ["EVENT", "SCORE", "near", "w/o", "and", "AT&T", "F/A-18", "9/11", '"Who wins?"']
)
def test_words_that_only_look_like_operators_are_words(query: str) -> None:
    assert watch.match(watch.parse(query), watch.Document.of("", query)) is not None


def test_the_caret_stands_under_the_column() -> None:
    with pytest.raises(watch.WatchSyntaxError) as caught:
        watch.parse("troops\nAND 북한 OR AND")
    assert caught.value.caret() == "troops AND 북한 OR AND\n" + " " * 19 + "^"


def test_the_caret_shows_the_neighbourhood_of_a_long_query() -> None:
    with pytest.raises(watch.WatchSyntaxError) as caught:
        watch.parse("word " * 100 + "@xyzzy " + "word " * 100)
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
    # whoever read it would come upon the character first
    with pytest.raises(watch.WatchSyntaxError, match="at most"):
        watch.parse(f"\0{query}")


def test_parentheses_in_quotes_are_no_nesting() -> None:
    assert str(watch.parse(f'"{"(" * 100} troops"')) == "troops"


def test_a_query_of_32_kilobytes_is_read() -> None:
    words = " OR ".join(f"word{number}" for number in range(2500))
    assert str(watch.parse(words)) == words


def test_what_would_be_too_long_when_printed_is_refused() -> None:
    with pytest.raises(watch.WatchSyntaxError, match="when written out"):
        watch.parse(" ".join(f"word{number}x" for number in range(2900)))
