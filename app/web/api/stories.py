"""Stories: what outlets report of one event."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from app.web.api.asked import LARGEST, Asked, SourceName, WatchName
from app.web.api.describing import named_as_written, problems
from app.web.api.models.stories import StoryDocument, StoryPage, StorySummary
from app.web.desk import DeskOfRequest
from app.web.names import check_source, check_watch
from app.web.places import place_of, place_written
from app.web.problems import not_there
from storage.stories import Stories, WireFilter, wire

router = APIRouter(prefix="/api/v1/stories", tags=["stories"], generate_unique_id_function=named_as_written)


class AskedStories(Asked):
    """A page of stories, and what narrows it."""

    watch: WatchName | None = None
    source: SourceName | None = None
    language: str | None = Field(
        default=None,
        pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,8}$",
        description="Only those told in this language, or a variety of it (BCP 47).",
        examples=["ko"],
    )
    outlets: int = Field(
        default=1, ge=1, le=1000, description="Only those of so many outlets at least.", examples=[2]
    )
    hits: bool = Field(default=False, description="Only those that a watch hit.", examples=[True])
    after: str | None = Field(
        default=None,
        pattern="^[0-9]{1,17}-[0-9]{1,18}$",
        description="The next page: the `next` of the page before.",
        examples=["1772366400000000-7"],
    )
    limit: int = Field(default=30, ge=1, le=100, description="How many at most.", examples=[30])


@router.get("", summary="The stories, those that something was added to last first", responses=problems())
def list_stories(desk: DeskOfRequest, asked: Annotated[AskedStories, Query()]) -> StoryPage:
    """The newest few thousand are looked through for one page; the next one goes on below."""
    check_source(desk, asked.source)
    check_watch(desk, asked.watch)
    only = WireFilter(
        watch=asked.watch,
        source=asked.source,
        language=asked.language,
        least_outlets=asked.outlets,
        only_hits=asked.hits,
    )
    below = None if asked.after is None else place_of(asked.after)
    found = wire(desk.database, only, limit=asked.limit, below=below)
    return StoryPage(
        items=[StorySummary.of(one) for one in found.stories],
        next=None if found.end is None else place_written(found.end),
    )


@router.get("/{story_id}", summary="A story with its articles", responses=problems(404))
def get_story(
    desk: DeskOfRequest,
    story_id: Annotated[int, Path(ge=1, le=LARGEST, description="The story's number.", examples=[7])],
) -> StoryDocument:
    """One that was merged into another gives that one, under its own number."""
    story = Stories(desk.database).get(story_id)
    if story is None:
        raise not_there(f"the archive has no story {story_id}")
    return StoryDocument.of(story)
