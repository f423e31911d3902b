"""Who may use the desk (tokens, and the sessions that they are exchanged for), and the audit of what was changed."""

from storage.access.audit import Audit
from storage.access.sessions import SESSION_LENGTH, Sessions
from storage.access.tokens import TokenError, Tokens

__all__ = ["SESSION_LENGTH", "Audit", "Sessions", "TokenError", "Tokens"]
