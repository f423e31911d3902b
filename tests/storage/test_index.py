"""Both full-text indexes hold the same terms, and their query forms are quoted to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from storage.search import sqlite, tsqueries, tsvectors
from storage.search.entry import Entry
from watch import AllOf, AnyOf, Candidates, Close, Phrase, Together, Word, index_terms

TERMS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=8)
TABLE = "CREATE VIRTUAL TABLE article_index USING fts5(terms, content='', tokenize='ascii', columnsize=0)"
#: As `index_terms` makes them.
WORDS = st.text(min_size=1, max_size=8).map(index_terms).filter(bool).map(lambda terms: terms[0])


def trees(terms: st.SearchStrategy[str]) -> st.SearchStrategy[Candidates]:
    """Candidates of these terms, joined in any way."""
    field = st.sampled_from([None, "title", "text"])
    leaves = st.builds(Word, term=terms, field=field, prefix=st.booleans()) | st.builds(
        Phrase, terms=st.lists(terms, min_size=2, max_size=4).map(tuple), field=field
    )
    sides = st.lists(leaves, min_size=1, max_size=3).map(tuple)
    return st.recursive(
        leaves,
        lambda parts: (
            st.builds(Close, left=sides, right=sides, words=st.integers(1, 266), terms=st.integers(2, 800))
            | st.builds(Together, sides=st.lists(sides, min_size=2, max_size=3).map(tuple))
            | st.builds(AllOf, parts=st.lists(parts, min_size=1, max_size=4).map(tuple))
            | st.builds(AnyOf, parts=st.lists(parts, min_size=1, max_size=4).map(tuple))
        ),
        max_leaves=12,
    )


@given(st.text())
def test_no_term_holds_the_space_that_stands_between_terms(words: str) -> None:
    terms = list(index_terms(words))
    assert " ".join(terms).split() == terms


@given(trees(WORDS))
def test_no_tree_is_a_syntax_error_to_fts5(tree: Candidates) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text(TABLE))
        found = connection.execute(
            text("SELECT rowid FROM article_index WHERE article_index MATCH :terms"),
            {"terms": sqlite.expression(tree)},
        )
        assert found.all() == []
    engine.dispose()


def test_a_wide_query_does_not_nest_too_deep_for_fts5() -> None:
    words = tuple(Word(term=f"term{number}") for number in range(1000))
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text(TABLE))
        connection.execute(text("INSERT INTO article_index (rowid, terms) VALUES (7, 'term999')"))
        for tree, expected in ((AnyOf(parts=words), [7]), (AllOf(parts=words), [])):
            found = connection.execute(
                text("SELECT rowid FROM article_index WHERE article_index MATCH :terms"),
                {"terms": sqlite.expression(tree)},
            )
            assert list(found.scalars()) == expected
    engine.dispose()


def test_forms() -> None:
    tree = AllOf(
        parts=(
            Word(term='a"b', prefix=True),
            AnyOf(parts=(Phrase(terms=("kn", "23"), field="title"), Word(term="it's\\"))),
        )
    )
    assert sqlite.expression(tree) == (
        '("a""b"* AND ((("kn 23" AND "\ue000hkn") AND "\ue000h23") OR "it\'s\\"))'
    )
    assert tsqueries.expression(tree) == ("('a\"b':* & (('\ue000hkn' & '\ue000h23') | 'it''s\\\\'))")
    anywhere = Phrase(terms=("kn", "23"))
    assert tsqueries.expression(anywhere) == "('kn' <-> '23' | ('kn' & '23' & 'no phrases'))"
    assert sqlite.expression(anywhere) == '"kn 23"'
    near = Close(
        left=(anywhere, Word(term="koksan")), right=(Word(term="troop", prefix=True),), words=5, terms=17
    )
    assert sqlite.expression(near) == (
        '((NEAR("kn 23" "troop"*, 5) OR NEAR("koksan" "troop"*, 5)) OR '
        '("\ue000g" AND (NEAR("kn 23" "troop"*, 17) OR NEAR("koksan" "troop"*, 17))))'
    )
    assert tsqueries.expression(near) == (
        "((('kn' <-> '23' | ('kn' & '23' & 'no phrases')) | 'koksan') & ('troop':*))"
    )
    of_two, of_one = "(('kn' <-> '23'))", "('koksan')"
    distances = " | ".join(
        f"{one} <{words}> {other}"
        for words in range(1, 7)
        for one, other in (
            (of_two, "('troop':*)"),
            (of_one, "('troop':*)"),
            ("('troop':*)", of_two),
            ("('troop':*)", of_one),
        )
    )
    written = tsqueries.near_each_other(near)
    assert written is not None
    assert f"({distances})" in written
    assert tsqueries.near_each_other(anywhere) is None


def test_a_vector_says_where_each_term_stands_and_which_the_title_holds() -> None:
    entry = Entry(title="troops move", text="troops went troops", facets=("\ue000len",))
    assert tsvectors.vector(entry) == (
        "'\ue000len' '\ue000htroops' '\ue000hmove' 'troops':1,4,6 'move':2 'went':5"
    )


def test_a_vector_that_lacks_positions_says_so() -> None:
    entry = Entry(title="", text="same " * 300)
    assert "'no phrases'" in tsvectors.vector(entry)
    assert tsvectors.vector(entry).count(",") == tsvectors.MOST_POSITIONS - 1
    far = Entry(title="", text=" ".join(f"t{number}" for number in range(tsvectors.LAST_POSITION + 5)))
    assert "'no phrases'" in tsvectors.vector(far)
    assert f":{tsvectors.LAST_POSITION + 1}" not in tsvectors.vector(far)


@pytest.mark.parametrize("count", [1, 300])
def test_beginnings_of_words_are_found_by_the_terms_that_begin_so_and_without_them(count: int) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text(TABLE))
        for number in range(count):
            connection.execute(
                text("INSERT INTO article_index (rowid, terms) VALUES (:id, :terms)"),
                {"id": number + 1, "terms": f"troop{number:03} trop"},
            )
        beginning = Word(term="troo", prefix=True)
        many = AnyOf(parts=(beginning,) * 9)
        for asked in (beginning, many, AllOf(parts=(beginning, Word(term="trop")))):
            assert sqlite.newest(connection, asked, range(1, 1000), 5) == list(range(count, 0, -1))[:5]
        assert sqlite.newest(connection, Word(term="zz", prefix=True), range(1, 1000), 5) == []
        whole = Word(term="tr", prefix=True)
        assert sqlite.newest(connection, whole, range(1, 1000), 1) == [count]
    engine.dispose()
