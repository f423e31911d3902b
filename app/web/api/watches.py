"""Watches: what is watched for."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.api.describing import named_as_written, problems
from app.web.api.models.watches import DAYS, WatchDocument, Watches
from app.web.desk import DeskOfRequest
from app.web.watchlist import listed
from storage.watch_stats import watch_stats

router = APIRouter(prefix="/api/v1/watches", tags=["watches"], generate_unique_id_function=named_as_written)


@router.get(
    "", summary="The watches of the file and of the desk, with what each brings", responses=problems()
)
def list_watches(desk: DeskOfRequest) -> Watches:
    """By name."""
    stats = {one.watch: one for one in watch_stats(desk.database, desk.clock(), days=DAYS)}
    return Watches(
        items=[WatchDocument.of(one, stats.get(one.name)) for one in listed(desk)],
        trouble=desk.configuration.current().trouble,
    )
