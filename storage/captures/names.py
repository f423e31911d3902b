"""The names of capture files: the day, the machine, and the start of the worker that wrote them."""

from __future__ import annotations

import re
import secrets
import socket
from datetime import date, datetime

SUFFIX = ".warc.gz"
_ODD = re.compile(r"[^A-Za-z0-9.]+")


def this_host() -> str:
    """The name of this machine, fit for the name of a file."""
    return _ODD.sub("-", socket.gethostname()).strip("-.") or "host"


def writer_mark(started_at: datetime) -> str:
    """What tells the files of one writer from those of another that began in the same second."""
    return f"{started_at:%Y%m%dT%H%M%S}Z-{secrets.token_hex(3)}"


def file_name(day: date, host: str, mark: str) -> str:
    """The name of a writer's file of one day."""
    return f"{day:%Y%m%d}_{host}_{mark}{SUFFIX}"


def host_of(name: str) -> str | None:
    """The machine that wrote a file; None for a file that is no capture file."""
    parts = name.removesuffix(SUFFIX).split("_")
    return parts[1] if name.endswith(SUFFIX) and len(parts) == 3 else None


def day_of(name: str) -> date | None:
    """The day of a capture file; None for a file that is none."""
    if host_of(name) is None:
        return None
    try:
        return date.fromisoformat(name[:8])
    except ValueError:
        return None
