"""Watches: what is watched for."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.api.describing import named_as_written, problems
from app.web.api.models.watches import DAYS, WatchDocument, Watches
from app.web.desk import DeskOfRequest
from app.web.watches.known import known_watches
from storage.watch_stats import watch_stats

router = APIRouter(prefix="/api/v1/watches", tags=["watches"], generate_unique_id_function=named_as_written)


@router.get(
    "", summary="The watches of the file and of the desk, with what each brings", responses=problems()
)
def list_watches(desk: DeskOfRequest) -> Watches:
    """Those of the file in its order, then those of the desk by name; a name in both places is there twice."""
    stats = {one.watch: one for one in watch_stats(desk.database, desk.clock(), days=DAYS)}
    return Watches(
        items=[WatchDocument.of(one, stats.get(one.name)) for one in known_watches(desk)],
        trouble=desk.configuration.current().trouble,
    )
