"""The names of the jobs and of the queues in which they wait."""

from __future__ import annotations

from enum import StrEnum

COLLECT = "collect"
FLAG = "flag"
DELIVER = "deliver"
UPKEEP = "upkeep"
RESCUE = "rescue"


class Queue(StrEnum):
    """A queue. Sources that hang or never answered wait apart from the others, and what is told waits for none."""

    COLLECT = "collect"
    SLOW = "slow"
    TELL = "tell"
