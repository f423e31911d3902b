"""What keeps a channel from delivering: pure, from its state and its queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alerts.limits import Limits
from storage.channel_states import REFUSED
from storage.records import ChannelQueue, ChannelState

#: Under this it stands in `ChannelState.told` that a channel cannot deliver, for whatever reason.
STUCK = "stuck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is the matter, in one line, and since when."""

    says: str
    since_at: datetime


def troubles(state: ChannelState, queue: ChannelQueue, limits: Limits, now: datetime) -> dict[str, Trouble]:
    """What is the matter with a channel: that it cannot deliver, for it is disabled, has failed for too long or keeps a
    notice for too long; and which of its addresses were refused.

    One failure alone is none yet, however long ago: what it kept is tried again first.
    """
    found: dict[str, Trouble] = {}
    error = state.last_error or "no reason is known"
    if state.disabled_at is not None:
        found[STUCK] = Trouble(says=f"disabled: {error}", since_at=state.disabled_at)
    elif state.failing_at is not None and state.failures > 1 and now - state.failing_at >= limits.failing:
        says = f"{state.failures} tries in a row failed: {error}"
        found[STUCK] = Trouble(says=says, since_at=state.failing_at)
    elif queue.oldest_at is not None and now - queue.oldest_at >= limits.undelivered:
        last = f": {state.last_error}" if state.last_error else ""
        found[STUCK] = Trouble(says=f"a notice is not delivered in time{last}", since_at=queue.oldest_at)
    if state.disabled_at is None:
        for address, answer in state.refused.items():
            says = f"{address} is refused for good, the others are written to: {answer}"
            found[REFUSED + address] = Trouble(says=says, since_at=state.failing_at or now)
    return found
