"""How often an address may try tokens that are none."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

MOST = 10
WINDOW = timedelta(minutes=1)
_ADDRESSES = 4096


class Attempts:
    """Wrong attempts by client address: after ten within a minute it waits until the minute is over.

    It lives in memory and keeps the 4,096 addresses that tried last. All of an IPv6 network of 64 bits, which one
    client has to itself, is one address. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tried: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def wait(self, client: str | None, now: datetime) -> int:
        """The seconds that this client must wait before it may try again; 0 where it may."""
        with self._lock:
            began, count = self._tried.get(_one(client), (now, 0))
        left = began + WINDOW - now
        return ceil(left.total_seconds()) if count >= MOST and left > timedelta(0) else 0

    def failed(self, client: str | None, now: datetime) -> None:
        """An attempt was wrong."""
        key = _one(client)
        with self._lock:
            began, count = self._tried.pop(key, (now, 0))
            if now - began >= WINDOW:
                began, count = now, 0
            self._tried[key] = (began, count + 1)
            while len(self._tried) > _ADDRESSES:
                self._tried.popitem(last=False)


def _one(client: str | None) -> str:
    try:
        address = ip_address(client or "")
    except ValueError:
        return client or ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)
