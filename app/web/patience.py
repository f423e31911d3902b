"""How long somebody waits for a search that finds little: then what was found is shown, and where to go on."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Seconds.
PATIENCE = 2.0


class Patience:
    """Ends a search in good time. `reached` is the key where it was ended, None where it came to its own end."""

    def __init__(self, seconds: float = PATIENCE, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + seconds
        self.reached: int | None = None

    def __call__(self, key: int) -> bool:
        """Whether to look beyond this key."""
        if self._clock() < self._until:
            return True
        self.reached = key
        return False
