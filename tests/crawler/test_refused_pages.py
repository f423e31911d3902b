"""What is kept of an article whose page turned out to be something else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.lead import Lead
from crawler.pages import PageKind, Provenance, RawArticle
from crawler.refused_pages import article_of_lead
from storage.records import Article, TextSource

AT = datetime(2025, 8, 5, 12, tzinfo=UTC)
DATED = datetime(2025, 8, 4, 9, tzinfo=UTC)
WALL = "https://consent.example.net/collect?for=https%3A%2F%2Fgazette.example%2F1"
SUMMARY = "Two brigades crossed the river.\n\nThe ministry said so."
LEAD = Lead(
    url="https://gazette.example/1?utm_source=feed",
    title="Brigades cross the river",
    published_at=DATED,
    authors=("Ada Lind",),
    section="World",
    text=SUMMARY,
)


def kept(kind: PageKind, lead: Lead | None = LEAD) -> Article | None:
    """What is kept where the page says a good deal itself."""
    raw = RawArticle(
        kind=kind,
        kind_reason="a button to accept all",
        url=WALL,
        title="The page's own title",
        text="The first paragraph of the stub, and then a price.",
        opening="The first paragraph of the stub, and then a price.",
        authors=("Bo Ek",),
        tags=("Army",),
        image_url="https://gazette.example/1.jpg",
        canonical_url="https://gazette.example/subscribe",
        agreement=0.9,
        provenance={name: Provenance(origin="json-ld", sure=0.9) for name in ("title", "text", "authors")},
    )
    return article_of_lead(raw, fetched_url=WALL, fetched_at=AT, lead=lead)


@pytest.mark.parametrize("kind", [PageKind.CONSENT, PageKind.CHALLENGE, PageKind.LOGIN, PageKind.PDF])
def test_before_an_article_the_leads_word_is_all_there_is(kind: PageKind) -> None:
    article = kept(kind)
    assert article is not None
    assert (article.title, article.text, article.authors) == (LEAD.title, SUMMARY, LEAD.authors)
    assert (article.published_at, article.published_precision, article.section) == (DATED, None, "World")
    assert (article.url, article.fetched_url) == ("https://gazette.example/1", WALL)
    assert (article.text_source, article.page_kind) == (TextSource.FEED, kind.value)
    assert (article.tags, article.image_url, article.opening, article.agreement) == ((), None, None, None)
    assert article.provenance["text"] == f"source; its page is no article: {kind} (a button to accept all)"
    assert {article.provenance[name] for name in ("url", "title", "authors", "published_at")} == {"source"}


@pytest.mark.parametrize("kind", [PageKind.PAYWALL, PageKind.VIDEO])
def test_the_articles_own_page_is_believed_beside_the_text(kind: PageKind) -> None:
    article = kept(kind)
    assert article is not None
    assert (article.title, article.authors) == ("The page's own title", ("Bo Ek",))
    assert (article.tags, article.image_url) == (("Army",), "https://gazette.example/1.jpg")
    assert (article.text, article.opening, article.agreement) == (SUMMARY, None, None)
    assert article.url == "https://gazette.example/1"
    assert article.is_paywalled == (kind is PageKind.PAYWALL)
    assert article.provenance["title"] == "json-ld"
    assert article.provenance["text"].startswith("source; ")


@pytest.mark.parametrize("kind", [PageKind.ERROR, PageKind.FRONT, PageKind.TAG, PageKind.SEARCH])
def test_what_answers_for_an_article_that_is_gone_makes_none(kind: PageKind) -> None:
    assert kept(kind) is None


@pytest.mark.parametrize("kind", [PageKind.EMPTY, PageKind.NOT_HTML])
def test_without_any_text_the_sources_is_kept_and_a_headline_alone_is_not(kind: PageKind) -> None:
    article = kept(kind)
    assert article is not None
    assert article.text == SUMMARY
    assert kept(kind, Lead(url=LEAD.url, title=LEAD.title)) is None
    assert kept(kind, Lead(url=LEAD.url, title=LEAD.title, text=" \u200b\n")) is None


@pytest.mark.parametrize(
    "lead", [None, Lead(url=LEAD.url), Lead(url=LEAD.url, title="\u200b ", text=SUMMARY)]
)
def test_without_a_title_there_is_no_article(lead: Lead | None) -> None:
    assert all(kept(kind, lead) is None for kind in PageKind)


def test_a_headline_before_a_wall_is_news() -> None:
    article = kept(PageKind.CONSENT, Lead(url=LEAD.url, title=LEAD.title))
    assert article is not None
    assert (article.title, article.text) == (LEAD.title, "")
