"""The addresses of feeds: a search takes what a search of the API takes, hits may be of one watch."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from app.shown.search_pages import page
from app.web.api.asked import Asked, AskedPage, Limit, WatchName, below_of, filter_of, query_of
from app.web.api.describing import Answers, named_as_written, problems
from app.web.desk import Desk, DeskOfRequest
from app.web.feeds import atom, json_feed
from app.web.feeds.entries import Feed, entry_of
from app.web.names import check_watch
from storage.flags import Flags
from storage.marks import Mark

router = APIRouter(tags=["feeds"], generate_unique_id_function=named_as_written)


class AskedHitFeed(Asked):
    """Which hits are followed."""

    watch: WatchName | None = None
    mark: Mark | None = Field(default=None, description="Only those whose latest mark this is.")
    limit: Limit = 50


SearchAsked = Annotated[AskedPage, Query()]
HitsAsked = Annotated[AskedHitFeed, Query()]


class AtomResponse(Response):
    """A feed as Atom."""

    media_type = atom.MEDIA_TYPE


class JsonFeedResponse(JSONResponse):
    """A feed as JSON Feed."""

    media_type = json_feed.MEDIA_TYPE


def _answers(media_type: str, schema: dict[str, Any]) -> Answers:
    answer = {"description": "The feed.", "content": {media_type: {"schema": schema}}}
    return {200: answer, **problems()}


_ATOM = _answers(atom.MEDIA_TYPE, {"type": "string", "description": "RFC 4287."})
_JSON = _answers(json_feed.MEDIA_TYPE, {"$ref": "#/components/schemas/JsonFeed"})


@router.get("/search.atom", summary="A search as Atom", response_class=AtomResponse, responses=_ATOM)
def follow_search_as_atom(request: Request, desk: DeskOfRequest, asked: SearchAsked) -> AtomResponse:
    """A search to follow, with the passages that matched; entries lead to the articles themselves."""
    return AtomResponse(atom.written(_search(request, desk, asked)))


@router.get("/search.json", summary="A search as JSON Feed", response_class=JsonFeedResponse, responses=_JSON)
def follow_search_as_json(request: Request, desk: DeskOfRequest, asked: SearchAsked) -> JsonFeedResponse:
    """The same as JSON Feed 1.1."""
    return _as_json(_search(request, desk, asked))


@router.get("/hits.atom", summary="Hits as Atom", response_class=AtomResponse, responses=_ATOM)
def follow_hits_as_atom(request: Request, desk: DeskOfRequest, asked: HitsAsked) -> AtomResponse:
    """The hits of a watch, or of all, the latest first; `watch` takes any name, percent-encoded."""
    return AtomResponse(atom.written(_hits(request, desk, asked)))


@router.get("/hits.json", summary="Hits as JSON Feed", response_class=JsonFeedResponse, responses=_JSON)
def follow_hits_as_json(request: Request, desk: DeskOfRequest, asked: HitsAsked) -> JsonFeedResponse:
    """The same as JSON Feed 1.1."""
    return _as_json(_hits(request, desk, asked))


def _as_json(feed: Feed) -> JsonFeedResponse:
    return JsonFeedResponse(json_feed.document(feed))


def _search(request: Request, desk: Desk, asked: AskedPage) -> Feed:
    query, below, only = query_of(desk, asked.q), below_of(asked), filter_of(desk, asked)
    found = page(desk.database, query, only, sort=asked.sort, limit=asked.limit, below=below)
    return Feed(
        title=f"wirewatch: {query}",
        address=str(request.url),
        home=str(request.url.replace(path="/search")),
        entries=[entry_of(one.article, one.spans) for one in found],
    )


def _hits(request: Request, desk: Desk, asked: AskedHitFeed) -> Feed:
    check_watch(desk, asked.watch)
    hits = Flags(desk.database).hits(asked.watch, limit=asked.limit, mark=asked.mark)
    return Feed(
        title="wirewatch: hits" if asked.watch is None else f"wirewatch: hits of {asked.watch}",
        address=str(request.url),
        home=str(request.url.replace(path="/", query="")),
        entries=[
            entry_of(article, hit.spans, watch=hit.watch, updated_at=hit.flagged_at) for hit, article in hits
        ],
    )
