"""Each kind of gap is reported by the demo's check, and a run without one reports none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from app.demo.expectations import ArchivedFact, HitFact, Outcome, missing
from app.demo.newsroom.catalogue import OutletArticle
from tests.app.demo.outcomes import ARTICLES, DECIDED, fact, perfect, with_fact

Archived = dict[str, Sequence[ArchivedFact]]


def url_of(fits: Callable[[OutletArticle], bool]) -> str:
    """The first article of a kind."""
    return next(url for url, one in ARTICLES.items() if fits(one))


def is_told(article: OutletArticle) -> bool:
    return article.is_readable and not article.is_backlog and bool(article.expect) and article.edit is None


TOLD = url_of(is_told)
BACKLOG = url_of(lambda one: one.is_readable and one.is_backlog and bool(one.expect))
UNFLAGGED = url_of(lambda one: one.is_readable and not one.expect)
EDITED = url_of(lambda one: one.edit is not None)
UNREADABLE = url_of(lambda one: not one.is_readable)


def test_nothing_is_missing_where_all_is_well() -> None:
    assert missing(ARTICLES, perfect()) == []


def test_nothing_happened_at_all() -> None:
    nothing = Outcome(archived={}, pending_urls=frozenset())
    gaps = missing(ARTICLES, nothing)
    assert len(gaps) == len(ARTICLES)
    assert all(any(gap.startswith(one.id) for gap in gaps) for one in ARTICLES.values())


def test_an_article_that_is_archived_twice_or_not_at_all() -> None:
    url = TOLD
    twice: Archived = {**perfect().archived, url: [*perfect().archived[url]] * 2}
    assert missing(ARTICLES, replace(perfect(), archived=twice)) == [
        f"{ARTICLES[url].id} is archived 2 times"
    ]
    never: Archived = {**perfect().archived, url: ()}
    assert missing(ARTICLES, replace(perfect(), archived=never)) == [
        f"{ARTICLES[url].id} is archived 0 times"
    ]


def test_what_no_outlet_published() -> None:
    url = TOLD
    archived = {**perfect().archived, "http://strange.test/": perfect().archived[url]}
    (gap,) = missing(ARTICLES, replace(perfect(), archived=archived))
    assert gap == "http://strange.test/ is archived, and no outlet published it"


def test_a_page_that_never_works() -> None:
    url = UNREADABLE
    name = f"{ARTICLES[url].id} answers {ARTICLES[url].status}"
    archived = {**perfect().archived, url: (fact(ARTICLES[url]),)}
    assert missing(ARTICLES, replace(perfect(), archived=archived)) == [
        f"{name} and is archived all the same"
    ]
    forgotten = replace(perfect(), pending_urls=frozenset())
    assert missing(ARTICLES, forgotten) == [f"{name}, and is not waiting for another try"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "Another headline"}, "is archived as 'Another headline', not as"),
        ({"revisions": 3}, "has 3 revisions, not 1"),
        ({"hits": {}}, "was not flagged by"),
    ],
)
def test_an_article_that_is_not_as_it_must_be(changes: dict[str, object], said: str) -> None:
    url = TOLD
    gaps = missing(ARTICLES, with_fact(url, **changes))
    assert gaps
    assert all(gap.startswith(ARTICLES[url].id) and said in gap for gap in gaps)


def test_an_edit_that_made_no_revision() -> None:
    url = EDITED
    assert missing(ARTICLES, with_fact(url, revisions=1)) == [f"{ARTICLES[url].id} has 1 revisions, not 2"]


def test_a_text_that_lacks_a_paragraph_or_holds_another() -> None:
    url = TOLD
    article = ARTICLES[url]
    lacking, holding = missing(
        ARTICLES, with_fact(url, text="\n\n".join((*article.paragraphs[1:], "Read also: ten tanks")))
    )
    assert lacking == f"{article.id}: the text lacks {article.paragraphs[0][:60]!r}"
    assert holding == f"{article.id}: the text holds 'Read also: ten tanks', which is none of the article"


def hit(outcome: str) -> HitFact:
    return HitFact(outcome=outcome, rule="", decided_at=DECIDED)


def test_a_hit_without_reason() -> None:
    url = UNFLAGGED
    (gap,) = missing(ARTICLES, with_fact(url, hits={"a watch": hit("told")}))
    assert gap == f"{ARTICLES[url].id} was flagged by 'a watch' without reason"


def test_backlog_that_was_taken_for_news_and_news_for_backlog() -> None:
    for url, outcome, taken_for in ((BACKLOG, "told", "news"), (TOLD, "backlog", "backlog")):
        watch = ARTICLES[url].expect[0]
        (gap,) = missing(ARTICLES, with_fact(url, hits={watch: hit(outcome)}))
        assert gap == f"{ARTICLES[url].id}: the hit of {watch!r} was taken for {taken_for}"


def test_before_an_article_is_published_nothing_of_it_is_missing() -> None:
    nothing = Outcome(archived={}, pending_urls=frozenset())
    assert len(missing(ARTICLES, nothing, until=0)) == sum(one.is_backlog for one in ARTICLES.values())


def test_before_an_edit_the_first_wording_is_asked_for() -> None:
    url = EDITED
    article = ARTICLES[url]
    before = article.appears_after
    first = with_fact(url, title=article.title, text="\n\n".join(article.paragraphs), revisions=1)
    assert missing(ARTICLES, first, until=before) == []
    assert f"{article.id} has 2 revisions, not 1" in missing(ARTICLES, perfect(), until=before)
