"""Names that stay the same when what they name is written again, after a crash or on a database from a backup."""

from __future__ import annotations

import hashlib


def stable_name(*words: str) -> str:
    """A hash of the words, in hex."""
    return hashlib.sha256("\0".join(words).encode(errors="surrogatepass")).hexdigest()[:32]


def delivery_id(notice: str, channel: str) -> str:
    """The id of the delivery of a notice to a channel, which every retry keeps: receivers drop repeats by it."""
    return stable_name("delivery", notice, channel)
