"""What the benchmark of searches judges, and what it asks."""

from __future__ import annotations

import pytest

from benchmarks.press import Press
from benchmarks.search.figures import Figures, FormFigures, bars, table
from benchmarks.search.forms import EACH, QueryForm, forms
from benchmarks.search.sample import sampled
from benchmarks.search.timing import Timed

LITE, SERVER = "wirewatch, SQLite", "wirewatch, PostgreSQL"


def measured(
    articles: int, form: str, limit: float = 3, *, grows: bool = True, **milliseconds: float
) -> FormFigures:
    names = {"lite": LITE, "server": SERVER, "raw": "raw FTS5", "soon": f"{LITE}, first result"}
    return FormFigures(
        articles=articles,
        form=form,
        limit=limit,
        exact=True,
        grows=grows,
        by_contender={names[key]: Timed(by_query=[[took]] * 20) for key, took in milliseconds.items()},
    )


def missed(*found: FormFigures) -> list[str]:
    return [bar.name for bar in bars(Figures(forms=list(found))) if not bar.holds]


def test_only_the_largest_archive_and_only_ours_is_judged() -> None:
    assert missed(measured(1_000, "AND", lite=9), measured(5_000, "AND", lite=3, raw=9)) == []
    assert missed(measured(5_000, "AND", lite=3.1)) == ["AND, SQLite, 5,000: p95"]


def test_a_rare_term_may_take_longer_on_postgresql() -> None:
    found = measured(5_000, "rare term", lite=4, server=4)
    assert missed(found) == ["rare term, SQLite, 5,000: p95"]


def test_growth_is_judged_of_a_tenth_and_where_it_is_bounded() -> None:
    large = measured(1_000, "AND", lite=2.5)
    assert missed(measured(100, "AND", lite=1), large) == ["AND, SQLite: growth from 100"]
    assert missed(measured(500, "AND", lite=1), large) == []
    unbounded = [
        measured(count, "relevance", lite=took, grows=False) for count, took in ((100, 1), (1_000, 2.5))
    ]
    assert missed(*unbounded) == []


def test_what_is_streamed_may_take_longer_if_its_first_result_is_soon_there() -> None:
    assert missed(measured(1_000, "EVENT", 150, lite=900, soon=19)) == []
    assert missed(measured(1_000, "EVENT", 150, lite=900, soon=21)) == [
        "EVENT, SQLite, 1,000: p95 of the first result"
    ]


def test_the_table_shows_ours_beside_the_raw_index() -> None:
    lines = table([measured(10, "AND", lite=3, raw=2)], [LITE, "raw FTS5", SERVER])
    assert lines[1] == ["AND", "3.00 / 3.00 (1.5x)", "2.00 / 2.00", "-"]


@pytest.fixture(scope="module")
def asked() -> list[QueryForm]:
    return forms(sampled(Press(2_000)))


def test_every_form_is_asked_in_different_queries(asked: list[QueryForm]) -> None:
    for form in asked:
        assert len({one.written for one in form.asked}) == len(form.asked)
        assert len(form.asked) >= EACH, form.name


def test_peers_are_asked_for_the_same_as_we_are(asked: list[QueryForm]) -> None:
    structured = {form.name: form.asked[0] for form in asked if form.asked[0].structure is not None}
    assert "EVENT" not in structured
    assert " NEAR/10 " in structured["NEAR/10"].written
    assert structured["prefix"].written.endswith("*")
    assert structured["phrase"].written.startswith('"')
