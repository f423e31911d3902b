"""Keys of addresses: databases refuse long values in a unique index, so the index holds a hash."""

from __future__ import annotations

import hashlib


def key_hash(key: str) -> str:
    """SHA-256 of a canonical URL, in hex."""
    return hashlib.sha256(key.encode()).hexdigest()
