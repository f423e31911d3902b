"""Deliveries: what was sent, what waits, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from app.web.api.asked import Asked, Limit, Text
from app.web.api.describing import named_as_written, problems
from app.web.api.models.deliveries import DeliveryDocument, DeliveryPage
from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL
from app.web.places import time_of, time_written
from app.web.problems import Problem, ProblemError, not_there
from app.web.security.access import Writer
from app.web.security.audit import audited
from storage.outbox import Outbox
from storage.records import Delivery, DeliveryState
from storage.telling.reading import StoryNotices

router = APIRouter(
    prefix="/api/v1/deliveries", tags=["deliveries"], generate_unique_id_function=named_as_written
)


class AskedDeliveries(Asked):
    """A page of deliveries, and what narrows it."""

    state: DeliveryState | None = Field(default=None, description="Only those that stand so.")
    channel: Text | None = Field(
        default=None, description="Only those of this channel, by its name.", examples=["desk"]
    )
    after: str | None = Field(
        default=None,
        pattern="^[0-9]{1,17}-[0-9A-Za-z]{1,64}$",
        description="The next page: the `next` of the page before.",
        examples=["1772366400000000-5d0f0f8e2b7a4c9d"],
    )
    limit: Limit = 50


@router.get("", summary="The deliveries, the latest first", responses=problems())
def list_deliveries(desk: DeskOfRequest, asked: Annotated[AskedDeliveries, Query()]) -> DeliveryPage:
    """Dead letters among them, with the last answer of the other side."""
    below = None
    if asked.after is not None:
        at, _, delivery_id = asked.after.partition("-")
        below = time_of(at), delivery_id
    outbox = Outbox(desk.database)
    found = outbox.list(asked.state, asked.channel, asked.limit + 1, below=below)
    shown = found[: asked.limit]
    last = shown[-1] if len(found) > len(shown) else None
    return DeliveryPage(
        items=_documents(desk, shown),
        next=None if last is None else f"{time_written(last.created_at)}-{last.id}",
    )


@router.post(
    "/{delivery_id}/replay",
    status_code=202,
    summary="Let a dead letter wait again",
    responses=problems(404, 409),
)
def replay_delivery(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    delivery_id: Annotated[
        str,
        Path(
            min_length=1,
            max_length=200,
            pattern=NO_NUL,
            description="The delivery's id.",
            examples=["5d0f0f8e2b7a4c9d5d0f0f8e2b7a4c9d"],
        ),
    ],
) -> DeliveryDocument:
    """Under the same id; the worker sends it. 409 where it is no dead letter, or its hit is handled."""
    outbox = Outbox(desk.database)
    replayed = outbox.replay(delivery_id, desk.clock())
    delivery = outbox.get(delivery_id)
    if delivery is None:
        raise not_there("there is no delivery of this id")
    if not replayed:
        said = f"it is {delivery.state}: only a dead letter whose hit is not handled can wait again"
        raise ProblemError(Problem.of(409, said))
    audited(request, desk, who, "delivery.replay", delivery_id)
    return _documents(desk, [delivery])[0]


def _documents(desk: Desk, deliveries: Sequence[Delivery]) -> list[DeliveryDocument]:
    keys = {one.story_notice_key for one in deliveries if one.story_notice_key is not None}
    notices = StoryNotices(desk.database).of_keys(keys)
    return [DeliveryDocument.of(one, notices.get(one.story_notice_key or "")) for one in deliveries]
