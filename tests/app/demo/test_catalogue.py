"""Laws of the newsroom's catalogue: what the demo's checks may rely on."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.newsroom.catalogue import Outlet, OutletArticle, current, load_outlets, visible
from app.demo.watches import load_watches

OUTLETS = load_outlets()
ARTICLES = tuple(article for outlet in OUTLETS for article in outlet.articles)
outlets = st.sampled_from(OUTLETS)
articles = st.sampled_from(ARTICLES)
moments = st.floats(min_value=0, max_value=120)


def of_watch(name: str) -> list[OutletArticle]:
    return [article for article in ARTICLES if name in article.expect]


def test_the_outlets_cover_every_kind_and_three_languages() -> None:
    assert len(OUTLETS) >= 7
    assert {outlet.kind for outlet in OUTLETS} == {"rss", "atom", "news-sitemap", "listing"}
    assert {outlet.language for outlet in OUTLETS} == {"en", "ko", "uk"}
    assert sum(outlet.is_broken for outlet in OUTLETS) == 1
    assert all((outlet.links is not None) == (outlet.kind == "listing") for outlet in OUTLETS)


def test_articles_have_unique_ids_and_paths() -> None:
    assert 28 <= len(ARTICLES) <= 40
    assert max(Counter(article.id for article in ARTICLES).values()) == 1
    for outlet in OUTLETS:
        assert len({outlet.path_of(article) for article in outlet.articles}) == len(outlet.articles)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_article_is_complete_and_expects_only_watches_that_exist(article: OutletArticle) -> None:
    assert set(article.expect) <= {watch.name for watch in load_watches()}
    assert article.title
    assert article.authors
    assert len(article.paragraphs) >= 2
    section_names = next(outlet.sections for outlet in OUTLETS if outlet.slug == article.outlet)
    assert article.section in section_names


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_news_appears_between_3_and_25_seconds_and_is_dated_in_the_past(article: OutletArticle) -> None:
    assert article.is_backlog or 3 <= article.appears_after <= 25
    # Dated before it is seen even by a clock that runs twice as fast as the real one.
    assert article.published_after < article.appears_after / 2
    if article.edit is not None:
        edited_after = article.appears_after + article.edit.after
        assert edited_after <= 25
        assert article.published_after < current(article, edited_after).updated_after < edited_after / 2


def test_most_articles_are_news_and_most_match_nothing() -> None:
    assert sum(not article.is_backlog for article in ARTICLES) > len(ARTICLES) / 2
    assert sum(not article.expect for article in ARTICLES) > len(ARTICLES) / 2


def test_the_wire_story_runs_in_four_outlets_and_is_credited_in_each() -> None:
    copies = [article for article in ARTICLES if article.wire is not None]
    assert len({copy.outlet for copy in copies}) == len(copies) == 4
    assert {copy.wire for copy in copies} == {next(copy.id for copy in copies if copy.outlet == "meridian")}
    for copy in copies:
        assert copy.credit == "Meridian Wire"
        assert "(Meridian Wire)" in copy.paragraphs[0]
        assert copy.expect == ("North Korea troop deployments",)
        assert not copy.is_backlog
    assert len({copy.title for copy in copies}) == 4


def test_the_wire_report_is_edited_one_page_fails_and_one_names_troops_only_in_a_denial() -> None:
    edited = [article for article in ARTICLES if article.edit is not None]
    failing = [article for article in ARTICLES if not article.is_readable]
    denials = [article for article in ARTICLES if article.is_denial]
    assert [len(edited), len(failing), len(denials)] == [1, 1, 1]
    assert edited[0].id == edited[0].wire
    assert not failing[0].expect
    assert "denied that it would send troops" in denials[0].paragraphs[0]
    assert "troops" not in " ".join(denials[0].paragraphs[1:])
    assert not denials[0].expect


def test_each_watch_has_news_and_the_troop_watch_has_it_in_three_languages() -> None:
    for watch in load_watches():
        assert any(not article.is_backlog for article in of_watch(watch.name))
        assert any(article.is_backlog for article in of_watch(watch.name))
    languages = {outlet.slug: outlet.language for outlet in OUTLETS}
    troops = of_watch("North Korea troop deployments")
    assert {languages[a.outlet] for a in troops if not a.is_backlog} == {"en", "ko", "uk"}


@given(outlet=outlets, earlier=moments, later=moments)
def test_what_is_visible_only_grows(outlet: Outlet, earlier: float, later: float) -> None:
    earlier, later = sorted((earlier, later))
    before, after = visible(outlet, earlier), visible(outlet, later)
    assert set(before) <= set(after)
    assert {article for article in outlet.articles if article.is_backlog} <= set(before)
    assert list(after) == sorted(after, key=lambda article: -article.published_after)


@given(outlet=outlets)
def test_everything_is_visible_in_the_end(outlet: Outlet) -> None:
    assert set(visible(outlet, 25)) == set(outlet.articles)


@given(article=articles, moment=moments)
def test_an_edit_shows_from_its_moment_on_and_never_before(article: OutletArticle, moment: float) -> None:
    wording = current(article, moment)
    edit = article.edit
    if edit is not None and moment >= article.appears_after + edit.after:
        assert (wording.title, wording.paragraphs) == (edit.title, edit.paragraphs)
        assert wording.paragraphs != article.paragraphs
        assert wording.updated_after > article.published_after
    else:
        assert (wording.title, wording.paragraphs) == (article.title, article.paragraphs)
        assert wording.updated_after == article.published_after
