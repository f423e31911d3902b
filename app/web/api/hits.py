"""Hits: what watches hit, and what people say of it."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from app.web.api.asked import LARGEST, AskedPeriod, Limit, WatchName, period_of
from app.web.api.describing import named_as_written, problems
from app.web.api.models.hits import HitDocument, HitPage, MarkGiven, MarkKept, WholeHit
from app.web.desk import DeskOfRequest
from app.web.names import check_watch
from app.web.places import pair_of, pair_written
from app.web.problems import ProblemError, not_there
from app.web.security.access import Writer
from storage.flags import Flags
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.telling.reading import Verdicts
from storage.telling.verdicts import in_force

log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/v1/hits", tags=["hits"], generate_unique_id_function=named_as_written)

HitNumber = Annotated[int, Path(ge=1, le=LARGEST, description="The hit's number.", examples=[17])]


class AskedHits(AskedPeriod):
    """A page of hits, and what narrows it; `since` and `until` go by the time of the flagging."""

    watch: WatchName | None = None
    mark: Mark | None = Field(default=None, description="Only those whose latest mark this is.")
    after: str | None = Field(
        default=None,
        pattern="^[0-9]{1,17}-[0-9]{1,18}$",
        description="The next page: the `next` of the page before.",
        examples=["1772366400000000-17"],
    )
    limit: Limit = 50


@router.get("", summary="What the watches hit, the latest first", responses=problems())
def list_hits(desk: DeskOfRequest, asked: Annotated[AskedHits, Query()]) -> HitPage:
    """Each with its evidence, its marks and its deliveries."""
    check_watch(desk, asked.watch)
    period = period_of(desk, asked)
    below = None if asked.after is None else pair_of(asked.after)
    if period.until is not None:
        before = (period.until, 0)
        below = before if below is None else min(below, before)
    found = Flags(desk.database).hits(
        asked.watch, period.since, asked.limit + 1, mark=asked.mark, below=below
    )
    shown = found[: asked.limit]
    numbers = [hit.id for hit, _ in shown]
    marks = Marks(desk.database).marks_of(numbers)
    deliveries = Outbox(desk.database).of_hits(numbers)
    last = shown[-1][0] if len(found) > len(shown) else None
    return HitPage(
        items=[HitDocument.of(hit, article, marks[hit.id], deliveries[hit.id]) for hit, article in shown],
        next=None if last is None else pair_written(last.flagged_at, last.id),
    )


@router.get("/{hit_id}", summary="A hit with all that is known of it", responses=problems(404))
def get_hit(desk: DeskOfRequest, hit_id: HitNumber) -> WholeHit:
    """The article in the words that matched, with the evidence, and what was decided on each route."""
    found = Flags(desk.database).get(hit_id)
    if found is None:
        raise _unknown(hit_id)
    marks = Marks(desk.database).marks_of([hit_id])[hit_id]
    deliveries = Outbox(desk.database).of_hits([hit_id])[hit_id]
    verdicts = in_force(Verdicts(desk.database).of_hits([hit_id])[hit_id])
    return WholeHit.decided(*found, marks, deliveries, verdicts)


@router.post("/{hit_id}/marks", status_code=201, summary="Mark a hit", responses=problems(400, 404))
def mark_hit(desk: DeskOfRequest, who: Writer, hit_id: HitNumber, given: MarkGiven) -> MarkKept:
    """Say what it is worth: the latest mark counts, the earlier ones stay."""
    ended = Marks(desk.database).mark(hit_id, given.mark, given.note, desk.clock())
    if ended is None:
        raise _unknown(hit_id)
    log.info("%s marked hit %d %s", who.name, hit_id, given.mark)
    return MarkKept(hit=hit_id, mark=given.mark, note=given.note, ended=ended)


def _unknown(hit_id: int) -> ProblemError:
    return not_there(f"there is no hit {hit_id}")
