"""One-line messages in which no secret of a channel shows, whatever the other side echoes."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from urllib.parse import quote, unquote

from alerts.cleaning import one_line

HIDDEN = "***"


def _forms(secret: str) -> set[str]:
    encoded = base64.b64encode(secret.encode()).decode()
    return {secret, quote(secret, safe=""), unquote(secret), encoded, encoded.rstrip("=")}


class Redactor:
    """Hides what it was given, as it is, percent-encoded, decoded and in base64."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        # the longest first, so that a secret inside another leaves no rest of it behind
        self._forms = sorted(forms, key=len, reverse=True)

    def line(self, text: str, limit: int = 200) -> str:
        """Return the text on one line, clean, secrets hidden."""
        line = one_line(text, limit=4000)
        for form in self._forms:
            line = line.replace(form, HIDDEN)
        return one_line(line, limit)
