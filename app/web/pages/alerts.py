"""Alerts: what was told, what waits, what is kept silent, and what could not be delivered."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.rendering import page
from app.web.security.access import Writer
from app.web.security.audit import audited
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import Delivery, DeliveryState, HitOutcome, StoryNotice
from storage.status import snapshot
from storage.telling.reading import StoryNotices, Waiting
from storage.telling.silences import Silences

router = APIRouter()

_SHOWN, _SILENCED = 100, 20
_LATELY = timedelta(days=30)


@router.get("/alerts")
def show(
    request: Request,
    desk: DeskOfRequest,
    state: Annotated[DeliveryState | Literal[""], Query()] = "",
    channel: Annotated[str | None, Query(max_length=500, pattern=NO_NUL_OR_NOTHING)] = None,
) -> HTMLResponse:
    """The channels, what waits on routes, the silences that hold, and the latest deliveries."""
    now = desk.clock()
    outbox = Outbox(desk.database)
    deliveries = outbox.list(state or None, channel or None, _SHOWN)
    shown = {
        "title": "Alerts",
        "now": now,
        "channels": snapshot(desk.database, now).channels,
        "waiting": Waiting(desk.database).list()[:_SHOWN],
        "silences": Silences(desk.database).list(now),
        "silenced": Flags(desk.database).hits(
            since=now - _LATELY, limit=_SILENCED, outcome=HitOutcome.SILENCED_BY
        ),
        "deliveries": _rows(desk, deliveries),
        "states": list(DeliveryState),
        "state": state,
        "channel": channel or None,
        "names": sorted(outbox.channels()),
        "given": {"state": state or None, "channel": channel or None},
    }
    return page(request, "alerts.html", shown)


@router.post("/alerts/deliveries/{delivery}/replay")
def replay(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    delivery: Annotated[str, InPath(max_length=200, pattern=NO_NUL_OR_NOTHING)],
) -> RedirectResponse:
    """Let a delivery that failed wait again."""
    if not Outbox(desk.database).replay(delivery, desk.clock()):
        raise HTTPException(409, "this delivery did not fail, or its hit is handled")
    audited(request, desk, who, "delivery.replay", delivery)
    return RedirectResponse("/alerts", 303)


def _rows(desk: Desk, deliveries: list[Delivery]) -> list[dict[str, Any]]:
    keys = {one.story_notice_key for one in deliveries if one.story_notice_key is not None}
    notices = StoryNotices(desk.database).of_keys(keys)
    return [
        {
            "delivery": one,
            "notice": notices.get(one.story_notice_key or ""),
            "stories": _stories(notices.get(one.story_notice_key or "")),
            "may_be_replayed": one.state in (DeliveryState.DEAD, DeliveryState.ENDED),
        }
        for one in deliveries
    ]


def _stories(notice: StoryNotice | None) -> list[dict[str, Any]]:
    """What a notice tells of: the watches and the first article of each story."""
    if notice is None:
        return []
    return [
        {
            "story": told.story_id,
            "article": told.hits[0].article_id if told.hits else None,
            "watches": list(dict.fromkeys(hit.watch for hit in told.hits)),
        }
        for told in notice.stories
    ]
