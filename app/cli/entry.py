"""The `wirewatch` command."""

from __future__ import annotations

import gc
import io
import os
import sys

#: So many new objects make Python look for circles among them. By itself it looks after 700, which takes a tenth of a
#: worker's start, in which nothing is garbage.
COLLECT_AFTER = 10_000


def main() -> None:
    """Run the command line; trouble that a person can mend is one line and exit code 2."""
    gc.set_threshold(COLLECT_AFTER)
    from app.cli.main import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal or a cron job that knows no Hangul is shown its code points.
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; there is nobody to tell. What is still to be written
        # would be complained about when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if not _is_for_people(error):
            raise
        print(f"wirewatch: {error}", file=sys.stderr)
        sys.exit(2)


def _is_for_people(error: Exception) -> bool:
    """Whether the error was raised to be read, not to be traced. Only modules already loaded can have raised it."""
    names = {
        ("app.config", "ConfigError"),
        ("app.web.security.gate", "GateError"),
        ("crawler.pages.registry", "SiteReaderError"),
        ("storage.errors", "StorageError"),
        ("storage.stories", "RulingError"),
        ("scheduler.liveness", "WorkerRunningError"),
        ("scheduler.plan", "PlanError"),
        ("watch", "WatchSyntaxError"),
    }
    kinds = tuple(getattr(sys.modules[module], name) for module, name in names if module in sys.modules)
    return isinstance(error, kinds)
