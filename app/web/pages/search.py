"""Search: the watch language in one box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.shown.article_rows import article_texts
from app.shown.evidence import words_at
from app.shown.passages import passages_of
from app.shown.search_pages import page as search_page
from app.web.asking import Asked, AskedSearch, Fault, Sort, filter_of, understood
from app.web.counting import counted
from app.web.desk import Desk, DeskOfRequest
from app.web.patience import Patience
from app.web.rendering import page, wants_part
from storage.database import Database
from storage.ordering import moment_of_key
from storage.records import Article, TextSource
from storage.search import (
    Filter,
    Found,
)
from watch import Query as WatchQuery

router = APIRouter()

PAGE = 20
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search that can be made."""

    query: WatchQuery
    only: Filter


@router.get("/search")
def show(
    request: Request,
    desk: DeskOfRequest,
    asked: AskedSearch,
    below: Annotated[int | None, Query(ge=0, le=_LARGEST)] = None,
    counts: bool = False,
) -> HTMLResponse:
    """The box, and a page of what was found; htmx asks for a next page alone."""
    shown: dict[str, Any] = {
        "title": "Search",
        "asked": asked,
        "fault": None,
        "results": [],
        "next": None,
        "back_to": None,
        "below": below,
        "is_asked": bool(asked.q),
        "counts": None,
    }
    if not asked.q:
        return page(request, "search.html", shown)
    search = _search(desk, asked)
    if isinstance(search, Fault):
        return page(request, "search.html", {**shown, "fault": search}, status=422)
    patience = Patience()
    results = _page(desk.database, search, asked.sort, below, patience)
    shown["results"] = [_result(one) for one in results[:PAGE]]
    shown["back_to"] = None if patience.reached is None else moment_of_key(patience.reached)
    shown["next"] = _key(results[PAGE - 1], asked.sort) if len(results) > PAGE else patience.reached
    if counts:
        shown["counts"] = counted(desk.database, search.query, search.only)
    # The next page goes into the one that is there.
    template = "_results.html" if below is not None and wants_part(request) else "search.html"
    return page(request, template, shown)


@router.get("/search/check")
def check(request: Request, desk: DeskOfRequest, asked: AskedSearch) -> HTMLResponse:
    """What is wrong with a query while it is being written."""
    read = understood(asked.q, desk.configuration.current().book) if asked.q else None
    return page(request, "search_fault.html", {"fault": read if isinstance(read, Fault) else None})


@router.get("/search/counts")
def facets(request: Request, desk: DeskOfRequest, asked: AskedSearch) -> HTMLResponse:
    """Counts by day, source, language and watch, each a link that narrows the search."""
    search = _search(desk, asked)
    told = None if isinstance(search, Fault) else counted(desk.database, search.query, search.only)
    return page(request, "search_counts.html", {"asked": asked, "counts": told})


def _search(desk: Desk, asked: Asked) -> Search | Fault:
    query = understood(asked.q, desk.configuration.current().book)
    if isinstance(query, Fault):
        return query
    only = filter_of(desk, asked)
    return only if isinstance(only, Fault) else Search(query=query, only=only)


def _page(
    database: Database, search: Search, sort: Sort, below: int | None, patience: Patience
) -> list[Found]:
    """One more than a page holds, where there are more, and they are found in good time."""
    query, only = search.query, search.only
    # Of the best there is one page.
    limit = PAGE if sort == "relevance" else PAGE + 1
    return list(search_page(database, query, only, sort=sort, limit=limit, below=below, go_on=patience))


def _key(one: Found, sort: Sort) -> int:
    return one.article.id if sort == "collected" else one.key


def _result(one: Found) -> dict[str, Any]:
    """What a row says of an article."""
    texts = article_texts(one.article)
    cue = one.evidence.cue
    return {
        "id": one.article.id,
        "article": one.article.article,
        "source": one.article.source,
        "collected_at": one.article.collected_at,
        "title_marks": [(span.start, span.end) for span in one.spans if span.field == "title"],
        "passages": passages_of(one.article, one.spans),
        "polarity": one.evidence.polarity,
        "cue": cue and words_at(texts, cue),
        "note": note(one.article.article),
    }


def note(article: Article) -> str | None:
    """What a reader must know of a text that is not the whole article."""
    if article.text_source is TextSource.FEED:
        return "the text is what the source gave: its page was no article"
    if article.is_paywalled:
        return "the rest is for subscribers"
    return f"not read to its end: {article.partial}" if article.partial else None
