"""Laws of the stages: what they ask for can come about, and covers all that watches want."""

from __future__ import annotations

import pytest

from app.demo.newsroom.catalogue import OutletArticle
from app.demo.stages import NO_HIT, Stage, outcomes_after
from app.demo.watches import FIRES, TROOPS, load_watches
from storage.records import HitOutcome, StoryNoticeKind
from tests.app.demo.outcomes import ARTICLES, STAGES

BY_ID: dict[str, OutletArticle] = {one.id: one for one in ARTICLES.values()}
FIRST = "meridian/north-korea-engineers-armour-russia"


def begins(stage: Stage) -> float:
    """The newsroom second before which nothing of the stage is published."""
    place = STAGES.index(stage)
    return STAGES[place - 1].until if place else 0.0


def published(article: OutletArticle, stage: Stage) -> bool:
    """Whether an article or its edit comes out in the stage."""
    moments = [article.appears_after]
    if article.edit is not None:
        moments.append(article.appears_after + article.edit.after)
    return any(begins(stage) < moment <= stage.until for moment in moments)


def test_the_stages_follow_one_another_until_all_is_published() -> None:
    untils = [stage.until for stage in STAGES]
    assert untils == sorted(untils)
    assert all(one.appears_after <= untils[-1] for one in ARTICLES.values())


@pytest.mark.parametrize("stage", STAGES[:-1], ids=lambda stage: stage.title)
def test_a_stage_tells_of_what_it_publishes(stage: Stage) -> None:
    assert all(published(BY_ID[article], stage) for article in stage.articles)


def test_the_digest_tells_of_what_the_first_stage_left_waiting() -> None:
    [notice] = STAGES[-1].notices
    assert notice.kind == StoryNoticeKind.DIGEST
    assert set(notice.articles) == set(STAGES[0].untold)
    assert {watch for article in notice.articles for watch in BY_ID[article].expect} == {FIRES}


def test_each_piece_of_news_that_a_watch_wants_comes_to_an_end() -> None:
    ends = outcomes_after(STAGES)
    wanted = {one.id for one in ARTICLES.values() if one.expect and not one.is_backlog}
    assert {article for article, end in ends.items() if end != NO_HIT} == wanted
    assert {BY_ID[article].is_denial for article, end in ends.items() if end == NO_HIT} == {True}
    assert {end for end in ends.values() if end != NO_HIT} <= {*HitOutcome}


def test_the_wire_story_is_told_three_times_and_its_copies_never() -> None:
    story = [
        (notice.kind, notice.counts)
        for stage in STAGES
        for notice in stage.notices
        if TROOPS in BY_ID[notice.articles[0]].expect
    ][:3]
    assert story == [
        ("first-report", "1 outlet"),
        ("corroboration", "5 outlets, 2 independent"),
        ("update", "5 outlets, 2 independent"),
    ]
    ends = outcomes_after(STAGES)
    copies = {one.id for one in ARTICLES.values() if one.wire is not None} - {FIRST}
    assert {ends[copy] for copy in copies} == {HitOutcome.COPY_OF}
    assert len(copies) == 3


def test_the_named_watches_are_there() -> None:
    assert {TROOPS, FIRES} <= {watch.name for watch in load_watches()}
