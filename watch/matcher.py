"""Matching: whether a query holds of a document, and where."""

from __future__ import annotations

from dataclasses import dataclass

from watch.document import Document, FieldName
from watch.parser import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place that made a query match: character offsets into the original title or text.

    `form` is the term as the query writes it; what the article wrote is `text[start:end]`.
    """

    field: FieldName
    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A query held. `spans`, title first and in order, show each term that held: at most 20 a term and field."""

    spans: tuple[Span, ...]


def match(query: Query, document: Document) -> Match | None:
    """The match of `query` in `document`, or None. Terms under NOT are never in its spans."""
    evidence = query.root.find(document, ("title", "text"))
    if evidence is None:
        return None
    spans = set()
    for part, place in evidence:
        start, end = part.span(place.first, place.last)
        spans.add(Span(field=part.name, start=start, end=end, form=place.form))
    return Match(spans=tuple(sorted(spans, key=_in_order)))


def _in_order(span: Span) -> tuple[bool, int, int, str]:
    return span.field == "text", span.start, span.end, span.form
