from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from storage.search import tsqueries, tsvectors
from storage.search.entry import Entry
from tests.databases import PostgresServer
from tests.storage.test_index import TERMS, trees
from watch import Candidates, Phrase, Word

#: Hostile as they are, they are parted by spaces.
ONE_TERM = TERMS.filter(lambda term: term.split() == [term])


@pytest.fixture(scope="module")
def server(postgres_server: PostgresServer) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_server.uri, autocommit=True) as connection:
        yield connection


@settings(max_examples=100, deadline=None)
@given(trees(TERMS))
def test_no_tree_is_a_syntax_error_to_postgresql(server: psycopg.Connection, tree: Candidates) -> None:
    server.execute("SELECT CAST(%s AS tsquery)", (tsqueries.expression(tree),))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=ONE_TERM, second=ONE_TERM, third=ONE_TERM)
def test_any_term_that_goes_in_is_found(
    server: psycopg.Connection, first: str, second: str, third: str
) -> None:
    vector = tsvectors.vector(Entry(title=first, text=f"{second} {third}"))
    for tree in (
        Word(term=first, field="title"),
        Word(term=second),
        Word(term=third[:1], prefix=True),
        Phrase(terms=(second, third)),
    ):
        row = server.execute(
            "SELECT CAST(%s AS tsvector) @@ CAST(%s AS tsquery)", (vector, tsqueries.expression(tree))
        ).fetchone()
        assert row == (True,), tree
