"""What must hold of every query and every text, whatever operators the language has."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import watch
from tests.watch import oracle
from tests.watch.strategies import BOOK, Case, cases, hostile, queries
from watch.letters import holds_glyphs

# What the strategies write now and then, though a query may not hold it.
_REFUSED = (
    "only excludes",
    "star",
    "8 words at most",
    "needs two words",
    "cannot stand inside",
    "met as it is written",
)


def parsed(query: str) -> watch.Query:
    try:
        return watch.parse(query, BOOK)
    except watch.WatchSyntaxError as error:
        assume(not any(refused in error.message for refused in _REFUSED))
        raise


@given(queries())
@settings(max_examples=100, deadline=None)
def test_the_printed_form_parses_to_the_same_query(query: str) -> None:
    printed_as_understood(query)


def printed_as_understood(query: str) -> None:
    """Held to at full count by `make soak`."""
    understood = parsed(query)
    assert watch.parse(str(understood), BOOK) == understood
    assert str(watch.parse(str(understood), BOOK)) == str(understood)


@given(hostile())
@example("NOT " * 8000 + "a")
@example("(" * 32_000)
@example("a NEAR/5 " * 3000 + "b")
@example("x NOT (" * 64 + "a" + ")" * 64)
@example("a" * 40_000)
@example("한" * 20_000)
@example("ATLEAST2(" * 64 + "a" + ")" * 64)
@example("SCORE(" * 8000)
@example("EVENT(action=" * 64 + "a" + ")" * 64)
@settings(max_examples=150, deadline=None)
def test_anything_is_understood_or_refused_with_a_column(query: str) -> None:
    understood_or_refused(query)


def understood_or_refused(query: str) -> None:
    """Held to at full count by `make soak`."""
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
        asked = watch.candidates(understood)
        assert asked == watch.Everything() or answers(asked, [], []) is False
        watch.match(understood, watch.Document.of(query, query))


def shown(found: watch.Match | None) -> set[oracle.Hit] | None:
    """The spans of a match as the oracle gives them."""
    return None if found is None else {(s.field, s.start, s.end, s.form, s.alias) for s in found.spans}


@given(st.one_of(cases(), cases(), cases(20)))
@settings(max_examples=150, deadline=None)
def test_a_match_is_what_the_plain_oracle_finds(case: Case) -> None:
    found_as_by_the_oracle(case)


def found_as_by_the_oracle(case: Case) -> None:
    """Held to at full count by `make soak`."""
    understood = parsed(case.query)
    found = watch.match(understood, case.document)
    assert shown(found) == oracle.found(understood.root, oracle.Reading(case.article))


@given(st.lists(queries(), min_size=1, max_size=3), cases())
@settings(max_examples=60, deadline=None)
def test_a_document_answers_each_query_as_if_it_were_the_only_one(others: list[str], case: Case) -> None:
    shared = case.document
    for query in (*others, case.query):
        assert watch.match(parsed(query), shared) == watch.match(parsed(query), case.document)


@given(cases(60))
@settings(max_examples=40, deadline=None)
def test_spans_lie_in_the_text_in_order(case: Case) -> None:
    found = watch.match(parsed(case.query), case.document)
    assume(found is not None)
    assert found is not None
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(getattr(case.article, span.field))
    if found.sentence is not None:
        sentence = found.sentence
        assert 0 <= sentence.start < sentence.end <= len(getattr(case.article, sentence.field))
    order = ("title", "text", "byline", "section", "source")
    assert list(found.spans) == sorted(
        set(found.spans), key=lambda s: (order.index(s.field), s.start, s.end, s.form, s.alias or "")
    )


def answers(asked: watch.Candidates, title: list[str], text: list[str]) -> bool:
    """What a full-text index over the terms of the two fields would say."""
    if isinstance(asked, watch.Everything):
        return True
    if isinstance(asked, watch.AllOf):
        return all(answers(part, title, text) for part in asked.parts)
    if isinstance(asked, watch.AnyOf):
        return any(answers(part, title, text) for part in asked.parts)
    if isinstance(asked, watch.Close):
        characters = holds_glyphs(" ".join((*title, *text)))
        return any(
            max(first, other) - min(last, end) - 1 <= (asked.terms if characters else asked.words)
            for column in (title, text)
            for one in asked.left
            for first, last in standing(one, column)
            for two in asked.right
            for other, end in standing(two, column)
        )
    if isinstance(asked, watch.Together):
        return all(any(answers(term, title, text) for term in side) for side in asked.sides)
    columns = {"title": [title], "text": [text], None: [title, text]}[asked.field]
    return any(standing(asked, column) for column in columns)


def standing(asked: watch.Word | watch.Phrase, column: list[str]) -> list[tuple[int, int]]:
    """The first and the last term of each place."""
    if isinstance(asked, watch.Word):
        holds = str.startswith if asked.prefix else str.__eq__
        return [(at, at) for at, term in enumerate(column) if holds(term, asked.term)]
    wanted = list(asked.terms)
    return [
        (at, at + len(wanted) - 1)
        for at in range(len(column) - len(wanted) + 1)
        if column[at : at + len(wanted)] == wanted
    ]


@given(cases())
@settings(max_examples=120, deadline=None)
def test_whatever_matches_is_among_the_candidates(case: Case) -> None:
    among_the_candidates(case)


def among_the_candidates(case: Case) -> None:
    """Held to at full count by `make soak`."""
    understood = parsed(case.query)
    missed = watch.match(understood, case.document) is None
    sieve = watch.sieve_of(understood)
    assert missed or sieve is None or sieve.lets_pass(case.article.title, case.article.text)
    assert missed or answers(
        watch.candidates(understood),
        watch.index_terms(case.article.title),
        watch.index_terms(case.article.text),
    )


EDITS = st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), cases())), min_size=1, max_size=10)


@given(EDITS)
@settings(max_examples=60, deadline=None)
def test_many_watches_find_what_each_finds_alone(edits: list[tuple[int, Case | None]]) -> None:
    together_as_alone(edits)


def together_as_alone(edits: list[tuple[int, Case | None]]) -> None:
    """Held to at full count by `make soak`."""
    watches: watch.WatchSet[int] = watch.WatchSet()
    alone: dict[int, watch.Query] = {}
    articles = [case for _, case in edits if case is not None]
    for key, case in edits:
        if case is not None:
            alone[key] = parsed(case.query)
            watches.add(key, alone[key])
        elif key in alone:
            del alone[key]
            watches.remove(key)
        assert len(watches) == len(alone)
        for other in articles:
            found = watches.matches(other.document)
            each = {number: watch.match(query, other.document) for number, query in alone.items()}
            assert len(found) == len(dict(found))
            assert dict(found) == {number: match for number, match in each.items() if match is not None}
