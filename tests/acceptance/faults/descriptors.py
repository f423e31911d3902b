"""A worker that may open no further file."""

from __future__ import annotations

import re
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.newsdesk import Newsdesk

FEWER = 8


@asynccontextmanager
async def exhausted(newsdesk: Newsdesk) -> AsyncIterator[None]:
    """Fewer files may be open than are: not one more."""
    pid = newsdesk.desk.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (FEWER, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)


EXHAUSTED = Fault(
    name="file descriptors exhausted",
    at=exhausted,
    names=re.compile(r"[Tt]oo many open files|file descriptors"),
    held=30.0,
)
