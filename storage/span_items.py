"""Spans and sentences as their columns hold them, in JSON."""

from __future__ import annotations

#: Field, start, end, form and alias. Hits of the first releases lack the alias.
SpanItem = tuple[str, int, int, str] | tuple[str, int, int, str, str | None]
SpanList = list[SpanItem]
#: Field, start and end.
SentenceItem = tuple[str, int, int]
