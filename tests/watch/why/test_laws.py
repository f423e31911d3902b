"""The tree of clauses never says otherwise than the matcher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import assume, given, settings

import watch
from tests.watch.strategies import Case, cases
from tests.watch.test_laws import parsed
from watch.operators import And, In, Not, Operator, Or
from watch.why import Clause, misses, nearest_miss, why


def beside(
    clause: Clause, node: Operator, *, in_field: bool = False
) -> Iterator[tuple[Clause, Operator, bool]]:
    """Each clause with the operator it is about, and whether a field is asked alone."""
    yield clause, node, in_field
    assert len(clause.parts) == len(node.parts)
    for part, inner in zip(clause.parts, node.parts, strict=True):
        yield from beside(part, inner, in_field=in_field or isinstance(node, In))


@given(cases(16))
@settings(max_examples=120)
def test_each_clause_held_where_the_matcher_says_so(case: Case) -> None:
    query = parsed(case.query)
    root = why(query, case.document)
    found = watch.match(query, case.document)
    assert root.held == (found is not None)
    assert root.spans == (found.spans if found else ())
    for clause, node, in_field in beside(root, query.root):
        assert clause.written == node.printed()
        assert (clause.short == 0) is clause.held
        assert clause.short >= 0
        if isinstance(node, And):
            assert clause.held is all(part.held for part in clause.parts)
        if isinstance(node, Or):
            assert clause.held is any(part.held for part in clause.parts)
        if isinstance(node, Not | In):
            assert clause.held is (clause.parts[0].held is not isinstance(node, Not))
        if not in_field:
            alone = watch.Query(root=node)
            assert clause.held is (watch.match(alone, case.document) is not None)


@given(cases(16))
@settings(max_examples=80)
def test_what_failed_has_a_nearest_miss_that_is_safe_to_print(case: Case) -> None:
    root = why(parsed(case.query), case.document)
    told = nearest_miss(root)
    assert (told is None) is root.held
    assert told is None or told.isprintable()
    assert all(not miss.held for miss in misses(root))
    assert bool(misses(root)) is not root.held


@given(cases(16))
@settings(max_examples=50)
def test_what_is_shown_lies_in_the_document(case: Case) -> None:
    query = parsed(case.query)
    root = why(query, case.document)
    for clause, _, _ in beside(root, query.root):
        assert clause.note is None or clause.note.isprintable()
        places = [(span.field, span.start, span.end) for span in clause.spans]
        if clause.stretch is not None:
            places.append((clause.stretch.field, clause.stretch.start, clause.stretch.end))
        for field, start, end in places:
            assert 0 <= start < end <= len(getattr(case.article, field))


@given(cases(16))
@settings(max_examples=60)
def test_what_the_nearest_miss_names_would_have_been_enough(case: Case) -> None:
    root = why(parsed(case.query), case.document)
    assume(not root.held)
    named = misses(root)

    def granted(clause: Clause) -> bool:
        if clause.held or any(clause is miss for miss in named):
            return True
        # beside NEAR, and in an event, what is granted may still stand apart; no part of it is forgotten
        parts = clause.parts[:1] if clause.kind == "not-near" else clause.parts
        return bool(parts) and (any if clause.kind == "or" else all)(map(granted, parts))

    assert granted(root)
    for left_out in range(len(named)):
        assert not _held_with(root, [*named[:left_out], *named[left_out + 1 :]])


def _held_with(clause: Clause, named: Sequence[Clause]) -> bool:
    """Whether it would hold, as far as AND and OR go, with these granted."""
    if clause.held or any(clause is miss for miss in named):
        return True
    if clause.kind in {"and", "or"}:
        return (any if clause.kind == "or" else all)(_held_with(part, named) for part in clause.parts)
    return False
