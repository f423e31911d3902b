"""Who may use the desk, and what was changed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Scope(StrEnum):
    """What somebody may do: look, change what is watched and told, or say who may do either."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


#: What comes with each scope: whoever may change something may look at it.
WITHIN = {
    Scope.READ: frozenset({Scope.READ}),
    Scope.WRITE: frozenset({Scope.READ, Scope.WRITE}),
    Scope.ADMIN: frozenset(Scope),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token as the archive knows it: all but the token itself.

    It lives until `expires_at` (None: for ever) or until it is revoked. `last_used_at` is right to a minute.
    """

    id: int
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def lives(self, now: datetime) -> bool:
        """Whether it lets anybody in."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token that was just made, with the `secret` that is shown once and kept nowhere."""

    token: AccessToken
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change: when, by whom (the name of a token, or `local`), what (`silence.add`), of what, from which address.

    `id` grows with each entry. `detail` is what JSON can hold. `client` is None where no network lay between.
    """

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    client: str | None = None
