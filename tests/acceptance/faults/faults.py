"""What a fault is: how it is set, held and taken away, and what a log must say of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from tests.acceptance.faults.newsdesk import Newsdesk

#: Seconds within which the worker has to say what is wrong, and those within which all is well once it is over.
SOON, WELL = 15.0, 120.0
#: A line that is said so often while a fault holds is a flood.
FLOOD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault: `at` is a block in which it holds, `names` finds the lines that say what is wrong.

    It is `held` for so many seconds. So many lines name it (`lines`: for a step of the clock each step is one), and so
    many say that it is over (`backs`). `soon` is when the first has to be there, `well` when nothing may be missing any
    more after its end.
    """

    name: str
    at: Callable[[Newsdesk], AbstractAsyncContextManager[None]]
    names: re.Pattern[str]
    held: float = 20.0
    lines: int = 1
    backs: int = 1
    soon: float = SOON
    well: float = WELL
