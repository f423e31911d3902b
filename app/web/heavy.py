"""Answers that keep the interpreter busy for seconds: a few at a time, for who reads a page waits for each of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.web.problems import Problem, ProblemError

#: So many counts and backtests are made at once, and so many files.
AT_ONCE = 2
#: Seconds that one waits for its turn, and in which to ask again.
PATIENCE, RETRY_IN = 3.0, 5

_TURNS = threading.BoundedSemaphore(AT_ONCE)
FILES = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def heavy() -> Iterator[None]:
    """A turn. Raises ProblemError where none comes in good time."""
    if not _TURNS.acquire(timeout=PATIENCE):
        raise busy()
    try:
        yield
    finally:
        _TURNS.release()


def busy() -> ProblemError:
    """The problem of too much at once."""
    said = f"the desk makes {AT_ONCE} such answers already: ask again in {RETRY_IN} s"
    return ProblemError(Problem.of(503, said), {"Retry-After": f"{RETRY_IN}"})
