"""Why an example came out as it did, in one sentence."""

from __future__ import annotations

from watch.document import Document
from watch.errors import printable
from watch.matcher import Match
from watch.parser import Query
from watch.why import nearest_miss, why

_MOST_SHOWN = 6


def why_missed(query: Query, document: Document) -> str:
    """What of a query did not hold of a document that it does not match."""
    return nearest_miss(why(query, document)) or "it matches"


def why_held(found: Match, *, title: str, text: str) -> str:
    """What made a query match, and what was said of it."""
    fields = {"title": title, "text": text}
    words = dict.fromkeys(
        f"'{fields[span.field][span.start : span.end]}'" + (f" = @{span.alias}" if span.alias else "")
        for span in found.spans
        if span.field in fields
    )
    shown = [*list(words)[:_MOST_SHOWN], *(["..."] if len(words) > _MOST_SHOWN else [])]
    reason = f"it holds {', '.join(shown)}"
    if found.polarity is not None:
        reason += f", which is {found.polarity}"
    if found.cue is not None:
        reason += f" by '{fields[found.cue.field][found.cue.start : found.cue.end]}'"
    return printable(reason)
