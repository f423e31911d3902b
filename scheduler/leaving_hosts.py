"""A host is left to other workers when a run of it has ended."""

from __future__ import annotations

import logging

from crawler.host_slots import HostSlots
from storage.errors import StorageError, level

log = logging.getLogger(__name__)


async def leave_to_others(slots: HostSlots, host_group: str, name: str) -> None:
    """Give the host's lease back, unless somebody here waits for it; where that fails, it runs out.

    `name` is whose host it is, for the log.
    """
    try:
        await slots.let_go(host_group)
    except StorageError as error:
        log.log(level(error), "%s: its host is left to others when its lease ends: %s", name, error)
