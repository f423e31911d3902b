"""What a process that reads is: polite, bounded in memory, and replaced where it does not shrink again."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from pebble.common import process as pebble_common
from pebble.pool import process as pebble_process

from crawler.reading import Body, RunawayError, warm_up

P = ParamSpec("P")
T = TypeVar("T")

# The worker's loop comes first: on a machine whose cores are all busy reading, it would wait for its turn.
NICENESS = 2
# So many new objects make Python look for circles among them; a page makes thousands, and few circles.
COLLECT_AFTER = 100_000
#: Bytes that a process may take beyond those that it begins with. A real page of 3 MB takes nine tenths of it.
MOST_MEMORY = 38_000_000
#: Bytes beyond those that it began with, with which a process is replaced, all work done.
MOST_KEPT = 14_000_000
_WORTH_TRIMMING = 8_000_000
# Bytes of what is allocated in one piece from which it is given back to the system as soon as it is free. By itself
# glibc raises this to the largest piece that it saw.
_APART = 256_000
_MMAP_THRESHOLD, _TRIM_THRESHOLD, _ARENA_MAX = -3, -1, -8
#: glibc gives each thread a heap of its own, and what was freed in one is of no use to the others.
_HEAPS = 2
_PAGE = resource.getpagesize()


def prepare() -> None:
    """Make ready a process of pebble's that reads."""
    os.nice(NICENESS)
    keep_large_apart()
    # Nothing is left to load where it was copied from one that is warm, which is not so if the program had other
    # processes before. What is wrong with a reader is told where a page needs it.
    with contextlib.suppress(Exception):
        warm_up()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    pebble_process.process_tasks = _read_until_grown


def bounded(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that reads.

    Raises:
        RunawayError: what it takes is more than a reader may have.
    """
    try:
        with _limited():
            return function(*args, **kwargs)
    except MemoryError:
        # Raised out here: the error holds, by its frames, all that was read.
        pass
    raise RunawayError(f"took over {MOST_MEMORY // 1_000_000} MB of memory")


def bounded_from_file(
    file: Path, function: Callable[Concatenate[Body, P], T], body: Body, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Call a function that reads a body whose content is in a file; see `bounded`."""
    return bounded(function, replace(body, content=file.read_bytes()), *args, **kwargs)


def keep_large_apart() -> None:
    """Let the memory of a large body go back to the system when it is free, in this process; call it first of all."""
    with contextlib.suppress(AttributeError):
        _libc().mallopt(_MMAP_THRESHOLD, _APART)
        _libc().mallopt(_TRIM_THRESHOLD, _APART)
        _libc().mallopt(_ARENA_MAX, _HEAPS)


def keeping(make: Callable[[], T]) -> T:
    """Make what this process keeps, such as the watches in force: its memory is none that the process has to shrink by.

    What was kept before is let go first, by whoever calls.
    """
    gc.unfreeze()
    gc.collect()
    _trim()
    before = _held("VmRSS")
    made = make()
    gc.freeze()
    _kept.append(_held("VmRSS") - before)
    del _kept[:-1]
    return made


#: Bytes of what `keeping` made last.
_kept: list[int] = []


class Trimming:
    """Gives the memory that is free back to the system where this process has grown since the last time."""

    def __init__(self) -> None:
        self._trimmed = _held("VmRSS")

    def look(self) -> None:
        """Trim if it is worth it; takes some milliseconds, in which other threads wait where they allocate."""
        if _held("VmRSS") - self._trimmed > _WORTH_TRIMMING:
            _trim()
            self._trimmed = _held("VmRSS")


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Limit the memory of what is done inside, and not that of taking a body in: it would be lost without a word."""
    held = _held("VmData")
    if not held:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (held + MOST_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _read_until_grown(params: Any, channel: Any) -> None:
    """pebble's own loop in a process, which keeps neither body nor answer, and ends where the process has grown.

    pebble replaces a process that ends between two bodies.
    """
    began = trimmed = _held("VmRSS")
    for task in pebble_process.worker_get_next_task(channel, params.max_tasks):
        payload = task.payload
        result = pebble_common.process_execute(payload.function, *payload.args, **payload.kwargs)
        pebble_process.send_result(channel, pebble_process.TaskResult(task.id, result))
        del task, payload, result
        if _held("VmRSS") - trimmed > _WORTH_TRIMMING:
            gc.collect()
            _trim()
            trimmed = _held("VmRSS")
            if trimmed - began - sum(_kept) > MOST_KEPT:
                return


def _trim() -> None:
    with contextlib.suppress(AttributeError):
        _libc().malloc_trim(0)


def _held(what: str) -> int:
    """Bytes of this process's memory by the kernel's name for them; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:")), 0)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
