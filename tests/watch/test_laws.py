"""What must hold of every query and every text, whatever operators the language has."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import watch
from tests.watch import oracle
from tests.watch.strategies import Case, cases, hostile, queries


def parsed(query: str) -> watch.Query:
    try:
        return watch.parse(query)
    except watch.WatchSyntaxError as error:
        assume("only excludes" not in error.message and "star" not in error.message)
        raise


@given(queries())
@settings(max_examples=200, deadline=None)
def test_the_printed_form_parses_to_the_same_query(query: str) -> None:
    understood = parsed(query)
    assert watch.parse(str(understood)) == understood
    assert str(watch.parse(str(understood))) == str(understood)


@given(hostile())
@example("NOT " * 8000 + "a")
@example("(" * 32_000)
@example("a NEAR/5 " * 3000 + "b")
@example("x NOT (" * 64 + "a" + ")" * 64)
@example("a" * 40_000)
@example("한" * 20_000)
@settings(max_examples=400, deadline=None)
def test_anything_is_understood_or_refused_with_a_column(query: str) -> None:
    refusal: watch.WatchSyntaxError | None = None
    understood: watch.Query | None = None
    try:
        understood = watch.parse(query)
    except watch.WatchSyntaxError as error:
        refusal = error
    if refusal is not None:
        assert 1 <= refusal.column <= len(query) + 1
        assert str(refusal).startswith(f"column {refusal.column}: ")
        assert str(refusal).isprintable()
        assert len(refusal.caret().split("\n")) == 2
        assert refusal.caret().replace("\n", "").isprintable()
    if understood is not None:
        assert watch.parse(str(understood)) == understood
        assert answers(watch.candidates(understood), [], []) is False
        watch.match(understood, watch.Document.of(query, query))


@given(cases())
@settings(max_examples=250, deadline=None)
def test_a_match_is_what_the_plain_oracle_finds(case: Case) -> None:
    understood = parsed(case.query)
    expected = oracle.matches(understood.root, case.title, case.text)
    found = watch.match(understood, watch.Document.of(case.title, case.text))
    assert (None if found is None else {(s.field, s.start, s.end, s.form) for s in found.spans}) == expected


@given(st.lists(queries(), min_size=1, max_size=3), cases())
@settings(max_examples=60, deadline=None)
def test_a_document_answers_each_query_as_if_it_were_the_only_one(others: list[str], case: Case) -> None:
    shared = watch.Document.of(case.title, case.text)
    for query in (*others, case.query):
        alone = watch.Document.of(case.title, case.text)
        assert watch.match(parsed(query), shared) == watch.match(parsed(query), alone)


@given(cases(60))
@settings(max_examples=40, deadline=None)
def test_spans_lie_in_the_text_in_order(case: Case) -> None:
    found = watch.match(parsed(case.query), watch.Document.of(case.title, case.text))
    assume(found is not None)
    assert found is not None
    originals = {"title": case.title, "text": case.text}
    assert all(0 <= span.start < span.end <= len(originals[span.field]) for span in found.spans)
    assert list(found.spans) == sorted(
        set(found.spans), key=lambda s: (s.field == "text", s.start, s.end, s.form)
    )


def answers(asked: watch.Candidates, title: list[str], text: list[str]) -> bool:
    """What a full-text index over the terms of the two fields would say."""
    if isinstance(asked, watch.AllOf):
        return all(answers(part, title, text) for part in asked.parts)
    if isinstance(asked, watch.AnyOf):
        return any(answers(part, title, text) for part in asked.parts)
    columns = [title] if asked.field == "title" else [title, text]
    if isinstance(asked, watch.Word):
        holds = str.startswith if asked.prefix else str.__eq__
        return any(holds(term, asked.term) for column in columns for term in column)
    wanted = list(asked.terms)
    return any(
        column[at : at + len(wanted)] == wanted
        for column in columns
        for at in range(len(column) - len(wanted) + 1)
    )


@given(cases())
@settings(max_examples=200, deadline=None)
def test_whatever_matches_is_among_the_candidates(case: Case) -> None:
    understood = parsed(case.query)
    missed = watch.match(understood, watch.Document.of(case.title, case.text)) is None
    assert missed or answers(
        watch.candidates(understood), watch.index_terms(case.title), watch.index_terms(case.text)
    )
