"""The demo's check of what was told: all is well in a good run, and each kind of gap is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.demo.expectations import HitFact
from app.demo.receipts import Receipt
from app.demo.telling import left_over, stage_gaps, told_by
from tests.app.demo.outcomes import ARTICLES, DECIDED, STAGES, URLS, perfect, received, with_fact

FIRST = "meridian/north-korea-engineers-armour-russia"
COPY = "courier/armour-engineers-bound-for-russia"
DENIAL = "meridian/pyongyang-denies-deployment"
WATCH = "North Korea troop deployments"
ALL = received(*STAGES)


def hit(outcome: str) -> dict[str, HitFact]:
    return {WATCH: HitFact(outcome=outcome, rule="", decided_at=DECIDED)}


def test_nothing_is_missing_or_left_over_where_all_is_well() -> None:
    assert stage_gaps(STAGES, ARTICLES, perfect(), ALL) == []
    assert left_over(STAGES, ARTICLES, perfect(), ALL) == []


@pytest.mark.parametrize("place", range(len(ALL)))
def test_each_notice_is_missed_and_is_told_once_only(place: int) -> None:
    lacking = [*ALL[:place], *ALL[place + 1 :]]
    [gap] = stage_gaps(STAGES, ARTICLES, perfect(), lacking)
    assert gap.startswith(ALL[place].channel)
    assert gap.endswith(": 1 too few")
    twice = [*ALL, replace(ALL[place], delivery_id="another")]
    [gap] = left_over(STAGES, ARTICLES, perfect(), twice)
    assert gap.endswith(": 1 too many")


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": "4 outlets, 1 independent"},
        {"kind": "corroboration"},
        {"urls": frozenset({URLS[COPY]})},
        {"urls": frozenset({"http://strange.test/"})},
    ],
)
def test_a_notice_that_says_something_else_is_another_one(changes: dict[str, object]) -> None:
    kept = {name: getattr(ALL[0], name) for name in Receipt.__slots__}
    wrong = [Receipt(**(kept | changes)), *ALL[1:]]
    assert len(stage_gaps(STAGES, ARTICLES, perfect(), wrong)) == 1
    assert len(left_over(STAGES, ARTICLES, perfect(), wrong)) == 1


def test_a_stage_waits_for_nothing_of_later_ones() -> None:
    assert stage_gaps(STAGES[:4], ARTICLES, perfect(), received(*STAGES[:4])) == []


def test_a_digest_may_come_while_other_stages_go_on() -> None:
    early = [*received(*STAGES[:4]), *received(STAGES[-1])]
    assert stage_gaps(STAGES[:4], ARTICLES, perfect(), early) == []


def test_a_copy_that_was_told() -> None:
    url = URLS[COPY]
    [gap] = left_over(STAGES, ARTICLES, with_fact(url, hits=hit("told")), ALL)
    assert gap == f"{COPY}: the hit of {WATCH!r} is told, not copy-of"
    [gap] = stage_gaps(STAGES[:3], ARTICLES, with_fact(URLS[FIRST], counts="3 outlets, 1 independent"), ALL)
    assert gap == f"the story of {FIRST} has 3 outlets, 1 independent, not 4 outlets, 1 independent"


def test_what_is_no_hit_or_should_be_none() -> None:
    [gap] = left_over(STAGES, ARTICLES, with_fact(URLS[COPY], hits={}), ALL)
    assert gap == f"{COPY} is no hit, and should be copy-of"
    [gap] = left_over(STAGES, ARTICLES, with_fact(URLS[DENIAL], hits=hit("told")), ALL)
    assert gap == f"{DENIAL} is a hit of {WATCH}, and no watch wants it"


def test_what_was_received_of_a_notice() -> None:
    [first] = STAGES[1].notices
    found = told_by(first, ARTICLES, ALL)
    assert {one.channel for one in found} == {"desk mail", "newsroom bot"}
    assert {one.urls for one in found} == {frozenset({URLS[FIRST]})}
