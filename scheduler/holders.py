"""Names of the processes that hold something under a lease: they tell which of this machine are gone."""

from __future__ import annotations

import os
import secrets
import socket

from scheduler.liveness import process_is_alive


def new_holder() -> str:
    """A name for this process, which no other bears."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


def is_gone(holder: str) -> bool:
    """Whether the process of this name was one of this machine and has ended, so that nobody waits for its leases."""
    host, _, rest = holder.rpartition("-")
    host, _, pid = host.rpartition("-")
    return host == socket.gethostname() and pid.isdecimal() and bool(rest) and not process_is_alive(int(pid))
