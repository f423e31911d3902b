"""The tables that say who watches over wirewatch itself, and what all channels have in common."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, PlainValidator

from alerts.rate import Rate
from app.config.fields import Interval, Name, WebhookAddress
from app.config.table import Table

_SPANS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1)}
_RATE = re.compile(r"([1-9][0-9]{0,3})/([smh])")


def _rate(written: object) -> Rate:
    found = _RATE.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError('must be a number of notices in a second, a minute or an hour, such as "10/m"')
    return Rate(count=int(found[1]), per=_SPANS[found[2]])


def _rate_written(rate: Rate) -> str:
    unit = next(unit for unit, span in _SPANS.items() if span == rate.per)
    return f"{rate.count}/{unit}"


RateOfSends = Annotated[Rate, PlainValidator(_rate), PlainSerializer(_rate_written)]


class ChannelBase(Table):
    """What every `[[channels]]` table may give.

    `fallback` is the channel that is told when this one cannot deliver, and when it can again; `rate` how many notices
    it takes.
    """

    name: Name
    fallback: str | None = None
    rate: RateOfSends | None = None


class HeartbeatTable(Table):
    """An address that is called after each pass that did all its work, not more often than `every`."""

    url: WebhookAddress
    method: Literal["GET", "POST"] = "GET"
    every: Interval = timedelta(seconds=60)


class LimitsTable(Table):
    """From when on `wirewatch status` says that something stands still, and a channel that it cannot deliver."""

    passed: Interval = Field(default=timedelta(minutes=10), alias="pass")
    unflagged: Interval = timedelta(minutes=10)
    undelivered: Interval = timedelta(minutes=30)
    failing: Interval = timedelta(seconds=90)
