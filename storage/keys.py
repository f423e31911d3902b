"""Keys of addresses: databases refuse long values in a unique index, so the index holds a hash."""

from __future__ import annotations

import hashlib


def key_hash(address: str) -> str:
    """SHA-256, in hex, of a canonical address without its scheme: http and https lead to one article."""
    return hashlib.sha256(address.partition("://")[2].encode()).hexdigest()
