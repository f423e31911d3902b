"""Deliveries that cannot be sent: to channels that the configuration no longer knows, or that nobody answers at."""

from __future__ import annotations

import logging
from collections.abc import Container
from datetime import datetime

from alerts.retries import GIVEN_UP_AFTER
from storage.outbox import Outbox
from storage.records import ChannelState

log = logging.getLogger(__name__)


def bury_hopeless(outbox: Outbox, channels: Container[str], now: datetime) -> int:
    """Make dead letters of what has waited three days for a channel that could be sent nothing; returns how many.

    That is one that is not in the configuration, is disabled, or has failed all the time. Left waiting they would be
    lost in silence. A dead letter is shown with its reason, and can be replayed when the channel is back: one
    mistaken save must cost nothing.

    Raises:
        StorageError: the outbox could not be read or written.
    """
    states = outbox.states.all()
    buried = 0
    for name in sorted(outbox.channels()):
        state = states.get(name, ChannelState(channel=name))
        if name not in channels:
            reason = f"no channel is named {name!r} in the configuration"
        elif (reason := _hopeless(state, now) or "") == "":
            continue
        count = outbox.bury(name, now - GIVEN_UP_AFTER, reason, now)
        if count:
            log.error("channel %s: %d deliveries are dead: %s", name, count, reason)
        buried += count
    return buried


def _hopeless(state: ChannelState, now: datetime) -> str | None:
    """Why nothing could be sent for three days; None where something could."""
    if state.disabled_at is not None and now - state.disabled_at >= GIVEN_UP_AFTER:
        return f"the channel is disabled: {state.last_error}"
    failing_at = state.failing_at if state.opened_at is not None else None
    if failing_at is not None and now - failing_at >= GIVEN_UP_AFTER:
        return f"the channel failed {state.failures} times in a row: {state.last_error}"
    return None
