"""A function called on many things in processes of their own, so that one that hangs or dies costs only itself."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
R = TypeVar("R")

# What waits instead of working uses no CPU; on a machine with other work a second of CPU takes several.
WALL_SECONDS_A_CPU_SECOND = 12


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a call gave no answer."""

    why: str


def answers(
    function: Callable[[T], R], given: Sequence[T], *, seconds: float, processes: int = 2
) -> Iterator[R | Lost]:
    """The answers in order; what the function raises is raised.

    A call over `seconds` of CPU time, or twelve times as many of waiting, is ended with its process.
    """
    context = multiprocessing.get_context("forkserver")
    wall = seconds * WALL_SECONDS_A_CPU_SECOND
    with ProcessPool(max_workers=processes, context=context) as pool:
        try:
            coming = pool.map(partial(_limited, function, seconds), given, timeout=wall).result()
            for _ in given:
                try:
                    yield next(coming)
                except FutureTimeoutError:
                    yield Lost(f"took over {wall:g} s")
                except ProcessExpired as error:
                    if error.exitcode == -signal.SIGVTALRM:
                        yield Lost(f"took over {seconds:g} s of CPU")
                    else:
                        yield Lost(f"its process died with exit code {error.exitcode}")
        finally:
            pool.stop()


def _limited(function: Callable[[T], R], seconds: float, item: T) -> R:
    # Left unhandled on purpose: a handler in Python would wait for the end of a call into C.
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        return function(item)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
