"""The clauses of a query, each held or failed, for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.shown.evidence import Fields, evidence_rows
from watch import Document, Span
from watch.why import Clause, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A stretch of the document with the evidence in it, to be shown as a sentence is."""

    spans: tuple[Span, ...]
    sentence: Stretch | None = None
    polarity: str | None = None
    cue: Span | None = None


def fields_of(document: Document) -> Fields:
    """The texts of a document, by the names that spans give."""
    rulers = (document.axis, *(document.within(name).axis for name in ("byline", "source", "section")))
    return {part.name: part.original for axis in rulers for part in axis.parts}


def clause_row(clause: Clause, fields: Fields) -> dict[str, Any]:
    """A clause and its parts for programs."""
    shown = clause.stretch
    return {
        "clause": clause.written,
        "kind": clause.kind,
        "role": clause.role,
        "held": clause.held,
        "note": clause.note,
        "stretch": None
        if shown is None
        else {
            "field": shown.field,
            "start": shown.start,
            "end": shown.end,
            "text": fields[shown.field][shown.start : shown.end],
        },
        "evidence": evidence_rows(fields, Sight(spans=clause.spans)),
        "parts": [clause_row(part, fields) for part in clause.parts],
    }
