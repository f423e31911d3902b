"""Rows by many numbers at once, on both databases."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, not_, or_, select

from storage.database import Database
from storage.one_of import one_of
from storage.tables import TermUseRow

NUMBERS = st.integers(min_value=-(2**63), max_value=2**63 - 1)
_FOUND = select(TermUseRow.term).where(one_of(TermUseRow.term, "terms"))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(there=st.sets(NUMBERS, max_size=30), asked=st.lists(NUMBERS, max_size=5))
def test_it_finds_what_is_asked_for_and_there(db: Database, there: set[int], asked: list[int]) -> None:
    wanted = [*asked, *sorted(there)[::2]]
    with db.write() as connection:
        connection.execute(delete(TermUseRow))
        if there:
            rows = [{"term": one, "texts": 1, "as_name": 0, "as_plain": 0} for one in there]
            connection.execute(insert(TermUseRow), rows)
        assert set(connection.scalars(_FOUND, {"terms": wanted})) == there & set(wanted)


def test_beside_other_conditions(db: Database) -> None:
    with db.write() as connection:
        rows = [{"term": one, "texts": one, "as_name": 0, "as_plain": 0} for one in range(1, 7)]
        connection.execute(insert(TermUseRow), rows)
        either = or_(one_of(TermUseRow.term, "terms"), TermUseRow.texts == 6)
        statement = select(TermUseRow.term).where(either, not_(one_of(TermUseRow.texts, "others")))
        assert set(connection.scalars(statement, {"terms": (1, 2, 3), "others": [2]})) == {1, 3, 6}


def test_thousands_are_one_value(db: Database) -> None:
    with db.read() as connection:
        assert connection.scalars(_FOUND, {"terms": range(100_000)}).all() == []
