"""Whether this process may open another file, by trying. Where it may not, the database can be at no fault."""

from __future__ import annotations

import os


def refusal() -> str | None:
    """What the system says to one file more, such as "Too many open files"; None where it opens it."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.strerror
    return None
