"""What queries find, and what they show for it."""

from __future__ import annotations

import pytest

import watch
from tests.runaway import runaway


def spans(query: str, title: str, text: str) -> list[tuple[str, str]] | None:
    """Field and the words of each span, or None when nothing matched."""
    found = watch.match(watch.parse(query), watch.Document.of(title, text))
    if found is None:
        return None
    originals = {"title": title, "text": text}
    return [(span.field, originals[span.field][span.start : span.end]) for span in found.spans]


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("north korea", "north AND korea"),
        ("a b OR c d", "(a AND b) OR (c AND d)"),
        ("a OR b NEAR/3 c", "a OR b NEAR/3 c"),
        ("(a OR b) NEAR/3 (c NEAR/2 d)", "(a OR b) NEAR/3 (c NEAR/2 d)"),
        ("(a NEAR/3 b) NEAR/2 c", "a NEAR/3 b NEAR/2 c"),
        ("a AND (b AND (c d))", "a AND b AND c AND d"),
        ("a a OR a", "a"),
        ("a NOT NOT NOT b", "a AND NOT b"),
        ("a NOT (b c)", "a AND NOT (b AND c)"),
        ("NOT b a", "NOT b AND a"),
        ('title:(a OR "b c") title:"x y"', 'title:(a OR "b c") AND title:"x y"'),
        ("title:(title:a)", "title:a"),
        ('“KN-23” "and" "NOT" "x:y"', 'KN-23 AND and AND "NOT" AND "x:y"'),
        ('"  north   korea! "', '"north korea"'),
        ("（a OR b）\n c*", None),
        ("(deploy* OR “sent to”)", 'deploy* OR "sent to"'),
        ('"deploy* troops"', '"deploy* troops"'),
    ],
)
def test_the_canonical_form(query: str, printed: str | None) -> None:
    if printed is None:
        with pytest.raises(watch.WatchSyntaxError, match="two letters"):
            watch.parse(query)
    else:
        assert str(watch.parse(query)) == printed


def test_every_term_that_held_is_shown_in_title_and_text() -> None:
    title, text = "Troops leave", "North Korea’s troops left. TROOPS!"
    assert spans("troops AND “north korea”", title, text) == [
        ("title", "Troops"),
        ("text", "North Korea"),
        ("text", "troops"),
        ("text", "TROOPS"),
    ]


def test_nothing_inside_not_is_evidence() -> None:
    assert spans("a NOT (b c)", "", "a b") == [("text", "a")]
    assert spans("a NOT (b NOT c)", "", "a b c") == [("text", "a")]


def test_the_sentence_to_show_is_of_title_or_text_where_they_hold_a_term() -> None:
    document = watch.Document.of("", "They met. Troops left.", source="Sea News", byline="Kim")
    for query, field, words in [
        ("source:sea troops", "text", "Troops left"),
        ("byline:kim troops", "text", "Troops left"),
        ("source:sea", "source", "Sea News"),
    ]:
        found = watch.match(watch.parse(query), document)
        assert found is not None
        assert found.sentence is not None
        shown = {"text": "They met. Troops left.", "source": "Sea News"}[found.sentence.field]
        assert (found.sentence.field, shown[found.sentence.start : found.sentence.end]) == (field, words)


def test_near_shows_only_the_places_that_are_near() -> None:
    text = "sends x x x x x x x x x sends troops x x x x x x x x troops"
    found = watch.match(watch.parse("sends NEAR/3 troops"), watch.Document.of("", text))
    assert found is not None
    assert [(span.start, span.form) for span in found.spans] == [(24, "sends"), (30, "troops")]


def test_a_span_says_which_term_of_the_query_it_is() -> None:
    found = watch.match(watch.parse('deploy* OR "north korea"'), watch.Document.of("", "North Korea deploys"))
    assert found is not None
    assert [span.form for span in found.spans] == ["north korea", "deploy*"]


def test_a_term_that_stands_everywhere_is_shown_twenty_times_a_field() -> None:
    found = spans("a", "a " * 30, "a " * 300)
    assert found is not None
    assert found.count(("text", "a")) == found.count(("title", "a")) == 20


@pytest.mark.parametrize(
    ("query", "text", "holds"),
    [
        ("북한", "북한군이 왔다", True),
        ("북한", "북 한군이 왔다", False),
        ('"북한 군"', "북한군", True),
        ('"북한 군"', "북한이 군", False),
        ("북한 NEAR/1 러시아", "북한군이 러시아에", True),
        ("북한 NEAR/1 러시아", "북한군이 어제 러시아에", False),
        ("军队 NEAR/3 俄罗斯", "军队前往俄罗斯", True),
        ("军队 NEAR/2 俄罗斯", "军队今天前往俄罗斯", False),
        ("КНДР NEAR/2 війська", "КНДР відправляє війська", True),
        ("їжак", "іжак", False),
        ("ёлка", "елка", True),
        ("ガス", "カス", False),
        ("ガス", "ｶﾞｽ", True),
        ("ทหาร", "กองทหารไทย", True),
        ("KN-23", "KN 23", True),
        ("KN-23", "KN23", False),
        ("Ukraine", "Ukraine's", True),
        ("korea*", "korean", True),
        ("korea", "korean", False),
        ("Zelensky", "Zełénský", True),
        ("a NEAR/2 b", "a x b", True),
        ("a NEAR/2 b", "b x a", True),
        ("a NEAR/1 b", "a x b", False),
        ("a NEAR/5 a", "a", False),
        ("a NEAR/5 a", "a x a", True),
        ("troop* NEAR/5 troops", "troops", False),
        ('"x y" NEAR/5 y', "x y", False),
        ("a NEAR/1 b NEAR/1 c", "a b c", True),
        ("a NEAR/1 b NEAR/1 c", "c a b", True),
        ("a NEAR/1 b NEAR/1 c", "a b x c", False),
        ("a NEAR/9 b NEAR/1 c", "a x b x c", False),
        ("title:a NEAR/5 b", "a b", False),
        ("NOT b a", "a", True),
    ],
)
def test_in_the_text(query: str, text: str, holds: bool) -> None:
    assert (spans(query, "", text) is not None) is holds


def test_near_does_not_reach_from_the_title_into_the_text() -> None:
    assert spans("a NEAR/5 b", "a", "b") is None
    assert spans("a b", "a", "b") == [("title", "a"), ("text", "b")]


def test_title_holds_within_the_title_alone() -> None:
    assert spans("title:(a NOT b)", "a", "b") == [("title", "a")]
    assert spans("title:(a OR b) c", "x", "a b c") is None


@pytest.mark.parametrize(
    "query",
    [
        "a NEAR/5 a",
        '"a a a a a a a a"',
        "a NEAR/255 zz",
        "aa* NEAR/5 (a OR b*a)".replace("b*a", "bb*"),
        "a " * 3 + "NOT zz",
    ],
)
@pytest.mark.parametrize(
    "text", ["a " * 50_000, "the troops of a state " * 4_600, "북한군이 러시아에 " * 10_000]
)
def test_a_long_article_takes_no_time(query: str, text: str) -> None:
    understood = watch.parse(query)
    with runaway(30):
        watch.match(understood, watch.Document.of("a", text))


def test_characters_side_by_side_are_told_from_the_same_ones_apart() -> None:
    apart = '"군 군" NEAR/1 군군'
    assert spans(apart, "", "군 군 군 군 ") is None
    assert spans(apart, "", "군 군 군군") is not None
