"""What becomes of a lead whose page turned out to be no article. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler import cleaning
from crawler.lead import Lead
from crawler.normalise import normalise
from crawler.pages.article import PageKind, RawArticle
from storage.records import Article, TextSource

#: Behind these stands the article that the source speaks of; what the source says of it is archived.
BEFORE_AN_ARTICLE = frozenset(
    {
        PageKind.CONSENT,
        PageKind.CHALLENGE,
        PageKind.LOGIN,
        PageKind.PAYWALL,
        PageKind.VIDEO,
        PageKind.PDF,
    }
)
#: A page written by a script, a picture, an office file: the source's own text is worth an entry, but not a
#: headline alone, which may be a link to anything.
WITHOUT_TEXT = frozenset({PageKind.EMPTY, PageKind.NOT_HTML})
#: These are the article's own pages: what they say beside the text is of the article.
OF_THE_ARTICLE = frozenset({PageKind.PAYWALL, PageKind.VIDEO})
_OF_THE_TEXT = frozenset({"text", "opening", "canonical_url", "url"})


def article_of_lead(
    raw: RawArticle, *, fetched_url: str, fetched_at: datetime, lead: Lead | None
) -> Article | None:
    """What the source gave of the article that is not on its page; None where that is not worth an entry.

    A page that answers for an article that is gone (an error, a front page, a list, a search) makes none, nor
    does a lead without a title. The address is the lead's: the one that answered may be a wall's, the same for
    all articles.
    """
    if lead is None or not _is_kept(raw, lead):
        return None
    claimed = replace(_beside_the_text(raw), text=lead.text or "")
    article = normalise(claimed, fetched_url=lead.url, fetched_at=fetched_at, lead=lead)
    why = f" ({raw.kind_reason})" if raw.kind_reason else ""
    return replace(
        article,
        fetched_url=cleaning.line(fetched_url),
        text_source=TextSource.FEED,
        page_kind=raw.kind.value,
        provenance={
            **article.provenance,
            "url": "source",
            "text": cleaning.line(f"source; its page is no article: {raw.kind}{why}"),
        },
    )


def _is_kept(raw: RawArticle, lead: Lead) -> bool:
    if not cleaning.line(lead.title or ""):
        return False
    if raw.kind in WITHOUT_TEXT:
        return bool(cleaning.line(lead.text or ""))
    return raw.kind in BEFORE_AN_ARTICLE


def _beside_the_text(raw: RawArticle) -> RawArticle:
    """What a page says of the article beside its text; nothing, where it is another page."""
    if raw.kind not in OF_THE_ARTICLE:
        return RawArticle(kind=raw.kind, url=raw.url, partial=raw.partial)
    return replace(
        raw,
        opening=None,
        agreement=None,
        canonical_url=None,
        is_paywalled=raw.is_paywalled or raw.kind is PageKind.PAYWALL,
        provenance={field: source for field, source in raw.provenance.items() if field not in _OF_THE_TEXT},
    )
