"""Each kind of gap is reported by the demo's check, and a run without one reports none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from app.demo.expectations import ArchivedFact, Outcome, missing
from app.demo.newsroom.catalogue import OutletArticle, load_outlets

Archived = dict[str, Sequence[ArchivedFact]]
ARTICLES = {f"http://news.test/{one.id}": one for outlet in load_outlets() for one in outlet.articles}


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


def perfect() -> Outcome:
    """What the demo brings about when all is well."""
    told = Counter(
        (url, watch)
        for url, one in ARTICLES.items()
        if one.is_readable and not one.is_backlog
        for watch in one.expect
    )
    return Outcome(
        archived={url: (fact(one),) for url, one in ARTICLES.items() if one.is_readable},
        mailed=Counter(told),
        called=Counter(told),
        unverified_calls=0,
        pending_urls=frozenset(url for url, one in ARTICLES.items() if not one.is_readable),
    )


def fact(article: OutletArticle) -> ArchivedFact:
    wording = article.edit or article
    return ArchivedFact(
        title=wording.title,
        text="\n\n".join(wording.paragraphs),
        revisions=2 if article.edit else 1,
        hits=dict.fromkeys(article.expect, "backlog" if article.is_backlog else "told"),
    )


def with_fact(url: str, **changes: object) -> Outcome:
    """The perfect outcome with one archived article changed."""
    outcome = perfect()
    kept = {name: getattr(outcome.archived[url][0], name) for name in ("title", "text", "revisions", "hits")}
    changed = ArchivedFact(**(kept | changes))
    return replace(outcome, archived={**outcome.archived, url: (changed,)})


def test_nothing_is_missing_where_all_is_well() -> None:
    assert missing(ARTICLES, perfect()) == []


def test_nothing_happened_at_all() -> None:
    nothing = Outcome(
        archived={}, mailed=Counter(), called=Counter(), unverified_calls=0, pending_urls=frozenset()
    )
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


def test_a_hit_without_reason_and_one_with_a_wrong_outcome() -> None:
    url = UNFLAGGED
    (gap,) = missing(ARTICLES, with_fact(url, hits={"a watch": "told"}))
    assert gap == f"{ARTICLES[url].id} was flagged by 'a watch' without reason"
    url = BACKLOG
    gaps = missing(ARTICLES, with_fact(url, hits=dict.fromkeys(ARTICLES[url].expect, "told")))
    assert len(gaps) == len(ARTICLES[url].expect)
    assert all("is told, not backlog" in gap for gap in gaps)


@pytest.mark.parametrize("how", ["mail", "webhook"])
@pytest.mark.parametrize("times", [0, 2])
def test_a_hit_that_was_told_too_often_or_not_at_all(how: str, times: int) -> None:
    url = TOLD
    watch = ARTICLES[url].expect[0]
    outcome = perfect()
    (outcome.mailed if how == "mail" else outcome.called)[url, watch] = times
    assert missing(ARTICLES, outcome) == [
        f"{ARTICLES[url].id}: {watch!r} was told {times} times by {how}, not 1"
    ]


def test_backlog_that_was_told() -> None:
    url = BACKLOG
    watch = ARTICLES[url].expect[0]
    mailed = perfect().mailed + Counter({(url, watch): 1})
    (gap,) = missing(ARTICLES, replace(perfect(), mailed=mailed))
    assert gap == f"{ARTICLES[url].id}: {watch!r} was told 1 times by mail, not 0"


def test_a_call_with_a_wrong_signature() -> None:
    assert missing(ARTICLES, replace(perfect(), unverified_calls=2)) == [
        "2 webhook calls bore a wrong signature"
    ]
