"""Matching: whether a query holds of a document, where, and what it says of what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from watch import places
from watch.axis import Axis
from watch.document import Document
from watch.operators.event import POLARITIES, Polarity
from watch.operators.findings import EventFound, Findings, Found
from watch.parser import Query
from watch.polarity import deciding_cue

_ORDER = {field: place for place, field in enumerate(("title", "text", "byline", "section", "source"))}


class Span(NamedTuple):
    """A place that made a query match: character offsets into the original of the field.

    `form` is the term as the query or its alias writes it; what the article wrote is `text[start:end]`. `alias` is
    the set that the form belongs to.
    """

    field: str
    start: int
    end: int
    form: str
    alias: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The sentence to show: offsets into the original of the field, from its first word to its last."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A query held. `spans`, title first and in order, show each term that held: at most 20 a term and field.

    `polarity` is that of the EVENT which held, the strongest where several did (asserted, then hedged, then
    denied), None without one. `cue` are the words that made it hedged or denied.
    """

    spans: tuple[Span, ...]
    polarity: Polarity | None = None
    cue: Span | None = None
    sentence: Sentence | None = None


def match(query: Query, document: Document, *, with_sentence: bool = True) -> Match | None:
    """The match of `query` in `document`, or None. Terms under NOT are never in its spans.

    The sentence to show costs as much as all the rest: who shows passages does `with_sentence=False`.
    """
    if not query.root.holds(document.scope):
        return None
    findings = Findings()
    query.root.show(document.scope, findings)
    spans = tuple(sorted({_span(found) for found in findings.places}, key=in_order))
    told = _strongest(findings.events)
    if told is None:
        return Match(spans=spans, sentence=_richest(findings.places) if with_sentence else None)
    axis, polarity, (first, length) = told
    cue = None if polarity == "asserted" else deciding_cue(axis, first, length, polarity)
    return Match(
        spans=spans,
        polarity=polarity,
        cue=None if cue is None else _span_of(axis, cue.first, cue.last, cue.form, None),
        sentence=_sentence(axis, first) if with_sentence else None,
    )


def _strongest(events: Sequence[EventFound]) -> tuple[Axis, Polarity, tuple[int, int]] | None:
    """The first action of the strongest polarity."""
    for polarity in POLARITIES:
        for event in events:
            found: places.Places = getattr(event, polarity)
            if found:
                return event.axis, polarity, min(_first_of(found))
    return None


def _first_of(found: places.Places) -> list[tuple[int, int]]:
    return [((starts & -starts).bit_length() - 1, length) for length, starts in found.items()]


def _span(found: Found) -> Span:
    return _span_of(found.axis, found.first, found.first + found.length - 1, found.form, found.alias)


def _span_of(axis: Axis, first: int, last: int, form: str, alias: str | None) -> Span:
    field, start, end = axis.span(first, last)
    return Span(field=field, start=start, end=end, form=form, alias=alias)


def _sentence(axis: Axis, slot: int) -> Sentence:
    field, start, end = axis.span(*axis.inside(axis.sentences.bounds(slot)))
    return Sentence(field=field, start=start, end=end)


def _richest(found: Sequence[Found]) -> Sentence | None:
    """The sentence that shows the most different terms, the earliest of equal ones, the text before the title.

    A byline, the name of a source or of a section is shown only where nothing of title and text held.
    """
    shown: dict[tuple[int, int], set[str]] = {}
    if not found:
        return None
    axis = next((one.axis for one in found if one.axis.parts[0].name == "title"), found[0].axis)
    for one in found:
        if one.axis is axis:
            shown.setdefault(axis.sentences.bounds(one.first), set()).add(one.form)
    best = max(
        shown, key=lambda bounds: (len(shown[bounds]), axis.part_of(bounds[1])[0].name == "text", -bounds[0])
    )
    return _sentence(axis, best[1])


def in_order(span: Span) -> tuple[int, int, int, str, str]:
    """By field, title first, then by place."""
    return _ORDER[span.field], span.start, span.end, span.form, span.alias or ""
