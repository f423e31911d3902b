"""Read by every Python under libfaketime: its `clock_nanosleep`, on which `time.sleep` waits, takes the set clock for
the monotonic one (EINVAL), so that it is not used.
"""

from __future__ import annotations

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select((), (), (), float(seconds))


time.sleep = _sleep
