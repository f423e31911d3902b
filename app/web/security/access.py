"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from storage.records import Scope

__all__ = ["LOCAL", "Access", "Admin", "Asking", "Scope", "Writer", "access_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who asks: the name of a token, or `local`; and the scopes that they have.

    `by_session` where a browser's cookie says so, and the person behind it can end the session.
    """

    name: str
    scopes: frozenset[Scope]
    by_session: bool = False


#: Whoever asks on this machine, where the desk listens on loopback alone.
LOCAL = Access(name="local", scopes=frozenset(Scope))


def access_of(request: Request) -> Access:
    """Who asks, as `app.web.security.credentials` found out. Raises HTTPException 401 where nobody knows."""
    found = getattr(request.state, "access", None)
    if not isinstance(found, Access):
        raise HTTPException(401, "this desk asks for a token", {"WWW-Authenticate": "Bearer"})
    return found


def _having(scope: Scope, refusal: str) -> Callable[[Access], Access]:
    def check(access: Annotated[Access, Depends(access_of)]) -> Access:
        if scope not in access.scopes:
            raise HTTPException(403, refusal)
        return access

    return check


CANNOT_WRITE = "this token may read, and not change anything"
writer = _having(Scope.WRITE, CANNOT_WRITE)
admin = _having(Scope.ADMIN, "this token may not say who may use the desk")

Asking = Annotated[Access, Depends(access_of)]
#: What each route takes that changes anything.
Writer = Annotated[Access, Depends(writer)]
#: What each route takes that changes who may use the desk.
Admin = Annotated[Access, Depends(admin)]
