"""Watches: what is watched for."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.api.describing import named_as_written, problems
from app.web.api.models.watches import DAYS, WatchDocument, Watches
from app.web.desk import DeskOfRequest
from storage.watch_stats import watch_stats

router = APIRouter(prefix="/api/v1/watches", tags=["watches"], generate_unique_id_function=named_as_written)


@router.get("", summary="The watches that are declared, with what each brings", responses=problems())
def list_watches(desk: DeskOfRequest) -> Watches:
    """In the order of the configuration."""
    declared = desk.configuration.current()
    stats = {one.watch: one for one in watch_stats(desk.database, desk.clock(), days=DAYS)}
    return Watches(
        items=[WatchDocument.of(one, stats.get(one.name)) for one in declared.watches],
        trouble=declared.trouble,
    )
