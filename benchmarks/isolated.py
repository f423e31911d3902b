"""A function called on many things in processes of their own, so that one that hangs or dies costs only itself."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a call gave no answer."""

    why: str


def answers(
    function: Callable[[T], R], given: Sequence[T], *, seconds: float, processes: int = 2
) -> Iterator[R | Lost]:
    """The answers in order. A call over `seconds` is ended with its process; what the function raises is raised."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPool(max_workers=processes, context=context) as pool:
        try:
            coming = pool.map(function, given, timeout=seconds).result()
            for _ in given:
                try:
                    yield next(coming)
                except FutureTimeoutError:
                    yield Lost(f"took over {seconds:g} s")
                except ProcessExpired as error:
                    yield Lost(f"its process died with exit code {error.exitcode}")
        finally:
            pool.stop()
