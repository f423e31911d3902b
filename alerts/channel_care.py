"""Who watches the channels: what keeps one from delivering is told on its fallback channel, once, and its recovery."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alerts.channel_notice import ChannelNotice
from alerts.channel_trouble import STUCK, troubles
from alerts.cleaning import one_line
from alerts.limits import Limits
from alerts.moments import human
from alerts.rate import Rate
from storage.channel_notices import ChannelNotices
from storage.database import Database
from storage.outbox import Outbox
from storage.records import ChannelNoticeKind, ChannelQueue, ChannelReport, ChannelState

log = logging.getLogger(__name__)

TROUBLE_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTerms:
    """What holds for a channel beside its address: who is told when it cannot deliver, and how much it takes.

    `digest` tells one configuration of the channel from another.
    """

    fallback: str | None = None
    rate: Rate | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCare:
    """The terms of the channels in force, and from when on one of them cannot deliver."""

    terms: Mapping[str, ChannelTerms] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


def tell_of_channels(db: Database, care: ChannelCare, now: datetime) -> int:
    """Put into the outbox what is to be told of channels now; returns how many notices that made.

    A channel without a fallback is shown by `wirewatch status` alone.

    Raises:
        StorageError: the archive could not be read or written; what was not written is told later.
    """
    fallbacks = {name: terms.fallback for name, terms in care.terms.items() if terms.fallback is not None}
    if not fallbacks:
        return 0
    outbox, notices = Outbox(db), ChannelNotices(db)
    states, queues = outbox.states.all(), outbox.states.queues()
    written = 0
    for name, fallback in fallbacks.items():
        state = states.get(name, ChannelState(channel=name))
        queue = queues.get(name, ChannelQueue(channel=name))
        for kind, trouble, since_at, told in _to_tell(state, queue, care.limits, now):
            if notices.tell(kind, queue, trouble=trouble, since_at=since_at, told=told, to=fallback, now=now):
                written += 1
                log.warning("channel %s: %s (%s), told on %s", name, kind, trouble, fallback)
    return written


def untold_troubles(db: Database, care: ChannelCare, now: datetime) -> list[str]:
    """The channels that cannot deliver and of which nobody heard: their fallback has not accepted that.

    Raises:
        StorageError: the archive could not be read.
    """
    states, queues = Outbox(db).states.all(), Outbox(db).states.queues()
    stuck = {
        name
        for name in care.terms
        if STUCK
        in troubles(
            states.get(name, ChannelState(channel=name)),
            queues.get(name, ChannelQueue(channel=name)),
            care.limits,
            now,
        )
    }

    def is_told(name: str) -> bool:
        fallback = care.terms[name].fallback
        return fallback is not None and fallback not in stuck and STUCK in states[name].told

    return sorted(name for name in stuck if name not in states or not is_told(name))


def compose_channel(delivery_id: str, report: ChannelReport, told_at: datetime) -> ChannelNotice:
    """Build the notice of a claimed delivery; `told_at` is the moment of this try."""
    return ChannelNotice(
        delivery_id=delivery_id,
        kind=report.kind,
        channel=one_line(report.channel),
        trouble=one_line(report.trouble, TROUBLE_LIMIT),
        since_at=report.since_at,
        waiting=report.waiting,
        oldest_at=report.oldest_at,
        told_at=told_at,
    )


_News = tuple[ChannelNoticeKind, str, datetime, tuple[str, ...]]


def _to_tell(state: ChannelState, queue: ChannelQueue, limits: Limits, now: datetime) -> list[_News]:
    """What is news of a channel: kind, trouble, since when, and what was told after it."""
    found = troubles(state, queue, limits, now)
    told, news = state.told, list[_News]()
    for key, trouble in found.items():
        if key not in told:
            told = (*told, key)
            news.append((ChannelNoticeKind.FAILING, trouble.says, trouble.since_at, told))
    if STUCK in told and STUCK not in found and _accepted_since(state, now):
        told = tuple(one for one in told if one != STUCK)
        said = f"it had delivered nothing until {human(state.accepted_at)}"
        news.append((ChannelNoticeKind.RECOVERED, said, state.told_at or now, told))
    return news


def _accepted_since(state: ChannelState, now: datetime) -> bool:
    """Whether something was accepted after people were told that nothing was; a time to come is of a wrong clock."""
    told_at = state.told_at
    return state.accepted_at is not None and (
        told_at is None or told_at > now or state.accepted_at >= told_at
    )
