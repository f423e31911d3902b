"""A site's sources, found by asking it, and five of the articles that the best of them would collect."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, replace

from app.visiting import Visit
from crawler.discovery import Survey, survey
from crawler.discovery.found import LeftOut, Measured, Offer
from crawler.lead import Lead
from crawler.reading import Body, PageLimits, read_page
from storage.clock import utc_now
from storage.records import Article

ARTICLES = 5
_FEWEST_READABLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article that a source would collect, read with the readers of the worker.

    `kind` is what the page turned out to be, `trouble` why it could not be had; `article` is None in either case of
    nothing that is kept.
    """

    url: str
    kind: str | None = None
    article: Article | None = None
    reader: str = ""
    trouble: str | None = None

    @property
    def is_article(self) -> bool:
        """Whether an article was read, with a title and a text."""
        return self.kind == "article" and self.article is not None and bool(self.article.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found, and the articles of its first offer; `requests` is what that asked of the site."""

    survey: Survey
    offers: tuple[Offer, ...]
    left_out: tuple[LeftOut, ...]
    articles: tuple[ReadArticle, ...]
    requests: int


def discover(url: str, visit: Visit, limits: PageLimits, *, kinds: Collection[str] = ()) -> Discovery:
    """Look a site over, and read articles of the best source, of one of `kinds` where some are given.

    A source whose pages are mostly no articles gives its place to the next.
    """
    found = survey(url, visit.get, sitemaps_of=visit.sitemaps, left=lambda: visit.left, now=utc_now())
    offers = [offer for offer in found.offers if not kinds or offer.source.kind in kinds]
    articles: tuple[ReadArticle, ...] = ()
    for place, offer in enumerate(offers[:2]):
        articles = read_newest(offer.source, visit, limits)
        had = [one for one in articles if one.trouble is None]
        if (
            not had
            or sum(one.is_article for one in had) >= _FEWEST_READABLE * len(had)
            or place == len(offers) - 1
        ):
            break
        if visit.left < ARTICLES:
            break
        doubted = replace(offer, cautions=(*offer.cautions, "most of its pages are no articles"))
        offers = [*offers[:place], *offers[place + 1 :], doubted]
        articles = read_newest(offers[0].source, visit, limits)
        break
    return Discovery(
        survey=found,
        offers=tuple(offers),
        left_out=found.left_out,
        articles=articles,
        requests=visit.requests,
    )


def read_newest(source: Measured, visit: Visit, limits: PageLimits) -> tuple[ReadArticle, ...]:
    """The newest articles of a source, at most five."""
    return tuple(read_lead(lead, visit, limits) for lead in source.newest(ARTICLES))


def read_lead(lead: Lead, visit: Visit, limits: PageLimits) -> ReadArticle:
    """One article, asked for and read as the worker would."""
    answer = visit.get(lead.url)
    if answer.trouble is not None:
        return ReadArticle(url=lead.url, trouble=answer.trouble)
    body = Body(content=answer.body, url=answer.url, content_type=answer.content_type, fetched_at=utc_now())
    # a limit on CPU time is a signal, which only a main thread may ask for
    if threading.current_thread() is not threading.main_thread():
        limits = replace(limits, cpu_seconds=None)
    read = read_page(body, lead, limits=limits)
    return ReadArticle(url=lead.url, kind=read.kind.value, article=read.article, reader=read.reader)
