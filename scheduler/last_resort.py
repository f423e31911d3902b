"""An end that comes in any case, whatever still hangs."""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger(__name__)


def end_process_in(seconds: float, exit_code: int) -> None:
    """End this process with `exit_code` after so many seconds, unless it has ended by then.

    For what no cancellation reaches: a thread in a name look-up or waiting for a locked database, which the
    interpreter would wait for.
    """

    def end() -> None:
        log.error("something still hangs after %.0f s: ending at once", seconds)
        os._exit(exit_code)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
