"""The catalogue's `expect` marks against the real matcher: the demo must not ask for what no query gives."""

from __future__ import annotations

import pytest

import watch
from app.demo.newsroom.catalogue import OutletArticle, current, load_outlets
from app.demo.watches import load_watches

ARTICLES = tuple(article for outlet in load_outlets() for article in outlet.articles)
QUERIES = {row.name: watch.parse(row.query) for row in load_watches()}
END = 60.0


def matching(title: str, paragraphs: tuple[str, ...]) -> set[str]:
    document = watch.Document.of(title, "\n\n".join(paragraphs))
    return {name for name, query in QUERIES.items() if watch.match(query, document) is not None}


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_article_matches_the_watches_it_expects_and_no_other(article: OutletArticle) -> None:
    assert matching(article.title, article.paragraphs) == set(article.expect)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_edit_changes_no_match(article: OutletArticle) -> None:
    wording = current(article, END)
    assert matching(wording.title, wording.paragraphs) == set(article.expect)
