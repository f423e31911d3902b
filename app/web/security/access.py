"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, HTTPException, Request


class Scope(StrEnum):
    """What somebody may do: look, change what is watched and told, or say who may do either."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who asks: the name of a token, or `local`; and the scopes that they have."""

    name: str
    scopes: frozenset[Scope]


#: Whoever asks on this machine, where the desk listens on loopback alone.
LOCAL = Access(name="local", scopes=frozenset(Scope))


def access_of(request: Request) -> Access:
    """Who asks. Raises HTTPException 401 where nobody knows."""
    found = getattr(request.state, "access", LOCAL)
    if not isinstance(found, Access):
        raise HTTPException(401, "this desk asks for a token")
    return found


def _writer(access: Annotated[Access, Depends(access_of)]) -> Access:
    if Scope.WRITE not in access.scopes:
        raise HTTPException(403, "this token may read, and not change anything")
    return access


Asking = Annotated[Access, Depends(access_of)]
#: What each route takes that changes anything.
Writer = Annotated[Access, Depends(_writer)]
