"""What is put into stories: a text as an outlet printed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that came in. Only its id is sure; `published_at` is aware UTC, and what is missing is None or empty.

    The paragraphs of `text` are its lines.
    """

    id: str
    outlet: str | None = None
    published_at: datetime | None = None
    title: str = ""
    text: str = ""
