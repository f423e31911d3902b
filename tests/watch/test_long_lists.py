"""Lists of words go through the grammar as one: they mean what they mean in quotes, which do not."""

from __future__ import annotations

import pytest

from watch import Document, WatchSyntaxError, match, parse


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("alpha OR beta OR gamma", '"alpha" OR "beta" OR "gamma"'),
        ("alpha OR beta OR alpha", '"alpha" OR "beta"'),
        ("alpha OR beta gamma OR delta", '"alpha" OR ("beta" AND "gamma") OR "delta"'),
        ("(alpha OR beta) AND gamma", '("alpha" OR "beta") AND "gamma"'),
        ("alpha OR beta NEAR/3 gamma OR delta", '"alpha" OR ("beta" NEAR/3 "gamma") OR "delta"'),
        ("alpha NOT beta OR gamma OR delta", '("alpha" NOT "beta") OR "gamma" OR "delta"'),
        ("title:alpha OR beta OR gamma", 'title:"alpha" OR "beta" OR "gamma"'),
        (
            "lang:(en OR fr OR de) alpha OR beta OR gamma",
            'lang:(en OR fr OR de) AND "alpha" OR "beta" OR "gamma"',
        ),
        ("ATLEAST2(alpha OR beta OR gamma)", 'ATLEAST2("alpha" OR "beta" OR "gamma")'),
        ("EVENT(action=(alpha OR beta OR gamma))", 'EVENT(action=("alpha" OR "beta" OR "gamma"))'),
        ("SCORE(alpha, beta^2, gamma^-1) >= 2", 'SCORE("alpha", "beta"^2, "gamma"^-1) >= 2'),
        (
            "SCORE(alpha, beta OR gamma^2, delta, epsilon) >= 2",
            'SCORE("alpha", "beta" OR "gamma"^2, "delta", "epsilon") >= 2',
        ),
        (
            "SCORE((SCORE(alpha, beta) >= 1), gamma, delta) >= 2",
            'SCORE((SCORE("alpha", "beta") >= 1), "gamma", "delta") >= 2',
        ),
    ],
)
def test_a_list_means_what_it_does_in_quotes(words: str, quoted: str) -> None:
    assert parse(words) == parse(quoted)
    assert str(parse(words)) == str(parse(quoted))


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("alpha OR beta OR AND gamma", 18),
        ("alpha OR beta OR wom? OR gamma", 21),
        ("SCORE(alpha, beta^0, gamma) >= 1", 18),
        ("SCORE(alpha, a*, gamma) >= 1", 14),
        ("EVENT(action=alpha, beta, gamma)", 21),
    ],
)
def test_what_is_wrong_in_a_list_is_pointed_at(query: str, column: int) -> None:
    with pytest.raises(WatchSyntaxError) as raised:
        parse(query)
    assert raised.value.column == column


def test_a_score_counts_words_that_a_text_holds_and_what_else_there_is() -> None:
    query = parse('SCORE(alpha^2, beta^-1, alpha^0.5, "gamma delta"^3, eps*) >= 4.5')
    assert match(query, Document.of("", "alpha and gamma delta")) is not None
    assert match(query, Document.of("", "alpha, beta and gamma delta")) is not None
    assert match(query, Document.of("", "beta and gamma delta, epsilon")) is None
    within = parse("title:(SCORE(alpha, beta) >= 2)")
    assert match(within, Document.of("alpha", "beta")) is None
    assert match(within, Document.of("alpha beta", "")) is not None
