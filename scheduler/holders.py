"""Names of the processes that hold something under a lease: they tell which of this machine are gone."""

from __future__ import annotations

import os
import secrets
import socket

from scheduler.liveness import pid_space, process_is_alive
from storage.keys import text_hash

_SPACE = 6


def new_holder() -> str:
    """A name for this process, which no other bears."""
    return f"{socket.gethostname()}-{os.getpid()}-{_space()}{secrets.token_hex(3)}"


def is_gone(holder: str) -> bool:
    """Whether the process of this name was one of this machine and has ended, so that nobody waits for its leases."""
    host, _, rest = holder.rpartition("-")
    host, _, pid = host.rpartition("-")
    is_seen = host == socket.gethostname() and rest[:-_SPACE] == _space()
    return is_seen and pid.isdecimal() and not process_is_alive(int(pid))


def _space() -> str:
    """Which processes this one can see: another container with the name of this host has others."""
    return text_hash(pid_space() or "")[:_SPACE]
