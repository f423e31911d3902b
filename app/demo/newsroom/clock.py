"""The newsroom's clock: nothing new is published before it is started."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class NewsroomClock:
    """Counts newsroom seconds from `start`; before that it stands at nought.

    The clock is held so that a worker can read every outlet's backlog first: what appears later is then
    news, however slow the machine. `speed` is newsroom seconds per real second.
    """

    def __init__(self, *, speed: float = 1.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        if speed <= 0:
            raise ValueError("the newsroom's speed must be above nought")
        self._speed = speed
        self._monotonic = monotonic
        self._started: float | None = None
        #: Newsroom seconds beyond which time does not go yet.
        self.held_at = math.inf

    def start(self) -> None:
        """Let time run. A second call changes nothing."""
        if self._started is None:
            self._started = self._monotonic()

    def elapsed(self) -> float:
        """Newsroom seconds since the start."""
        if self._started is None:
            return 0.0
        return min((self._monotonic() - self._started) * self._speed, self.held_at)
