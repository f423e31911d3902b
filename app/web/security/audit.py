"""What was changed from the desk, written down."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from app.web.desk import Desk
from app.web.security.access import Access
from app.web.security.gate import Gate
from storage.access import Audit


def audited(request: Request, desk: Desk, who: Access, action: str, subject: str, **detail: Any) -> None:
    """Write a change into the audit, once it is made: each route that changes anything calls this.

    `action` is a noun and a verb (`silence.add`), `subject` what it was done to, `detail` what else JSON can hold of
    it; no secret belongs into either.
    """
    Audit(desk.database).note(
        at=desk.clock(),
        who=who.name,
        action=action,
        subject=subject,
        detail=detail,
        client=gate_of(request).client(request.scope),
    )


def gate_of(request: Request) -> Gate:
    """How this desk is reached."""
    found = request.app.state.gate
    if not isinstance(found, Gate):
        raise TypeError("an application of the desk is made by app.web.application.build")
    return found
