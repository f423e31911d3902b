"""A pass that went through all its work: noted in the archive, and told to whoever watches from outside."""

from __future__ import annotations

from scheduler.liveness import Liveness
from scheduler.telling import Telling


class Passes:
    """Notes the passes of one worker."""

    def __init__(self, liveness: Liveness, telling: Telling) -> None:
        self._liveness = liveness
        self._telling = telling

    async def passed(self, *, last: bool = False) -> None:
        """A pass went through; see `Telling.passed`."""
        await self._liveness.passed()
        await self._telling.passed(last=last)
