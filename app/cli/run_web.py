"""The desk beside the worker: a process of its own, for as long as the worker runs."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

_GRACE = 5.0


@contextmanager
def desk_beside(config: Path, port: int) -> Iterator[None]:
    """Serve the desk meanwhile. Where it cannot start, or ends, that is logged, and the work goes on."""
    command = (sys.executable, "-m", "app.cli", "web", "--config", str(config), "--port", str(port))
    # In a session of its own: Ctrl-C is the worker's, which ends the desk.
    process = subprocess.Popen(command, start_new_session=True)
    stopping = threading.Event()

    def watch() -> None:
        code = process.wait()
        if not stopping.is_set():
            log.error("the desk ended with exit code %d; the worker goes on without it", code)

    threading.Thread(target=watch, name="desk", daemon=True).start()
    try:
        yield
    finally:
        stopping.set()
        process.terminate()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
