"""What a reader may do to the process that it runs in."""

from __future__ import annotations

import os
from threading import Event


def answer(how: str) -> str:
    """Behave as told."""
    if how == "dies":
        os._exit(7)
    while how == "turns":
        pass
    if how == "waits":
        Event().wait()
    if how == "raises":
        raise LookupError(how)
    return f"{how} read"
