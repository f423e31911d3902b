"""Tokens and the ids of sessions: 32 random bytes, of which the archive keeps the SHA-256 alone.

Against 256 random bits nobody can guess, a slow hash with a salt, as passwords need, gains nothing; and what is looked
up by its hash tells by its time only how much of a hash is right.
"""

from __future__ import annotations

import re
import secrets

from storage.keys import text_hash

#: What tokens begin with, so that those who look for secrets in code and logs find them.
PREFIX = "wirewatch_"

_BYTES = 32
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def new_token() -> str:
    """A token."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def new_session_id() -> str:
    """What a browser keeps in its cookie."""
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """SHA-256 of it, in hex."""
    return text_hash(secret)


def without_tokens(text: str) -> str:
    """The text with each token in it cut down to its prefix."""
    return _TOKEN.sub(f"{PREFIX}...", text)
