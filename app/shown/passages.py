"""The passages of an article that show why it matched."""

from __future__ import annotations

from collections.abc import Sequence

from storage.records import ArchivedArticle, SpanRecord
from watch import passages

#: Character offsets into a passage.
Marks = tuple[tuple[int, int], ...]


def passages_of(archived: ArchivedArticle, spans: Sequence[SpanRecord]) -> list[tuple[str, Marks]]:
    """The passages of the text around the evidence, each with its marks."""
    text = archived.article.text
    inside = sorted({(span.start, span.end) for span in spans if span.field == "text"})
    return [
        (
            text[start:end],
            tuple((left - start, right - start) for left, right in inside if start <= left and right <= end),
        )
        for start, end in passages(text, inside)
    ]
