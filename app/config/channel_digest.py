"""What tells one configuration of a channel from another."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel

from app.config.secrets import Reference
from app.config.watching import ChannelBase

# Of what it is made is kept out of the database: a password must not be guessed from it. Takes some 20 ms.
_COST = {"n": 2**13, "r": 8, "p": 1}
# To change these mends no address.
_BESIDE = frozenset({"fallback", "rate"})


def channel_digest(table: ChannelBase) -> str:
    """A digest over all that the channel is reached by, its secrets among it: 32 hexadecimal digits."""
    written = "\n".join(f"{name}={_plain(value)}" for name, value in sorted(table) if name not in _BESIDE)
    return hashlib.scrypt(written.encode(), salt=table.name.encode(), dklen=16, **_COST).hex()


def _plain(value: object) -> str:
    if isinstance(value, Reference):
        return repr(value.value)
    if isinstance(value, BaseModel):
        return _plain(dict(value))
    if isinstance(value, dict):
        return repr({name: _plain(each) for name, each in sorted(value.items())})
    if isinstance(value, list | tuple):
        return repr([_plain(each) for each in value])
    return repr(value)
