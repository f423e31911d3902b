"""What a configuration asks of a worker, in the worker's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from alerts.care import CarePlan
from alerts.channel_care import ChannelCare
from alerts.channels import Channel
from alerts.heartbeat import HeartbeatSettings
from alerts.watchlist import Watchlist
from crawler.reading import PageLimits
from scheduler.backfilling import BackfillPlan
from scheduler.pricing import Polling
from storage.records import KeepFor, SourceDeclaration
from watch import AliasBook


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePlan:
    """The folder into which captures go, None where none are kept, and for how long they are kept, None for ever."""

    folder: Path | None = None
    keep_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One configuration, validated whole.

    `crawl_settings` are Scrapy's settings, the sources with their credentials among them; `book` holds the aliases
    that watches of the desk may name; `runs_at_once` bounds
    the runs of the whole worker, `page_limits` what one page costs; `care` says who is told of sources,
    `channel_care` who is told of channels, `heartbeat` who is called after a pass, and `polling` how often sources may
    be polled. `captures` says where the answers are kept that gave the articles, `keep_for` for how long articles are.
    `digest` tells this configuration from others; `backfill` is what backfills take of it, which ask hosts with this
    `delay`.
    """

    crawl_settings: Mapping[str, Any]
    sources: tuple[SourceDeclaration, ...]
    watchlist: Watchlist
    book: AliasBook
    channels: Mapping[str, Channel]
    runs_at_once: int
    page_limits: PageLimits
    care: CarePlan = field(default_factory=CarePlan)
    channel_care: ChannelCare = field(default_factory=ChannelCare)
    heartbeat: HeartbeatSettings | None = None
    polling: Polling = field(default_factory=Polling)
    captures: CapturePlan = CapturePlan()
    keep_for: KeepFor = field(default_factory=KeepFor)
    digest: str | None = None
    backfill: BackfillPlan | None = None
    delay: timedelta = timedelta(seconds=1)


class PlanError(Exception):
    """A changed configuration is not valid; the one in force stays. One line, no secrets."""


class Plans(Protocol):
    """Where the worker's plan comes from."""

    def current(self) -> Plan:
        """The plan as the configuration stands now.

        Raises:
            PlanError: the configuration is not valid.
        """
        ...

    def changed(self) -> bool:
        """Whether the configuration is another than the last one that `current` read, valid or not."""
        ...
