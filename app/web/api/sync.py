"""Sync: everything that came in, once each, for programs that keep a copy of the archive."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.web.api.asked import Asked
from app.web.api.describing import named_as_written, problems
from app.web.api.models.articles import ArticleWords, Change, ChangePage
from app.web.desk import DeskOfRequest
from app.web.problems import Problem, ProblemError
from storage.changes import PlaceAheadError, changes_after, last_change

router = APIRouter(prefix="/api/v1/sync", tags=["articles"], generate_unique_id_function=named_as_written)

BEGINNING, NOW = "r0", "now"


class AskedChanges(Asked):
    """From where on changes are wanted."""

    after: str = Field(
        default=BEGINNING,
        pattern="^(r[0-9]{1,18}|now)$",
        description="The `next` of the page before; `r0` is the beginning, `now` gives nothing but a cursor.",
        examples=["r0", "now"],
        json_schema_extra={"format": "change-cursor"},
    )
    limit: int = Field(default=100, ge=1, le=200, description="How many at most.", examples=[100])


@router.get(
    "/articles", summary="Everything that came in, in the order in which it came", responses=problems(409)
)
def list_changes(desk: DeskOfRequest, asked: Annotated[AskedChanges, Query()]) -> ChangePage:
    """Each new article and each new revision, exactly once to who goes on with `next`, for ever.

    No writer can add anything before a cursor that was given out. What retention deletes is not told. 409 says that
    the cursor lies ahead of the archive, which was restored from a backup: begin again.
    """
    if asked.after == NOW:
        return ChangePage(items=[], next=_cursor(last_change(desk.database)), is_all=True)
    try:
        found = changes_after(desk.database, int(asked.after[1:]), limit=asked.limit)
    except PlaceAheadError as error:
        said = "the cursor lies ahead of the archive, which was restored from a backup: begin again"
        raise ProblemError(Problem.of(409, said, parameter="after")) from error
    changes = [
        Change(kind="new" if one.is_new else "revised", article=ArticleWords.of(one.article))
        for one in found.changes
    ]
    return ChangePage(items=changes, next=_cursor(found.end), is_all=found.is_all)


def _cursor(place: int) -> str:
    return f"r{place}"
