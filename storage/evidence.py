"""From a match of `watch` to what the archive keeps of it, and back from a row."""

from __future__ import annotations

from collections.abc import Sequence

from storage.records import Evidence, SentenceRecord, SpanRecord
from storage.span_items import SentenceItem, SpanItem
from watch import Match, Span


def evidence(found: Match) -> Evidence:
    """What made the query match."""
    sentence = found.sentence
    return Evidence(
        spans=tuple(_span(span) for span in found.spans),
        polarity=found.polarity,
        cue=None if found.cue is None else _span(found.cue),
        sentence=None
        if sentence is None
        else SentenceRecord(field=sentence.field, start=sentence.start, end=sentence.end),
    )


def span_item(span: SpanRecord) -> SpanItem:
    """A span as its column holds it."""
    return span.field, span.start, span.end, span.form, span.alias


def span_of(item: SpanItem) -> SpanRecord:
    """The span of a column, of whichever release wrote it."""
    field, start, end, form, *alias = item
    return SpanRecord(field=field, start=start, end=end, form=form, alias=alias[0] if alias else None)


def sentence_item(sentence: SentenceRecord) -> SentenceItem:
    """A sentence as its column holds it."""
    return sentence.field, sentence.start, sentence.end


def sentence_of(item: SentenceItem) -> SentenceRecord:
    """The sentence of a column."""
    field, start, end = item
    return SentenceRecord(field=field, start=start, end=end)


def spans_of(items: Sequence[SpanItem]) -> tuple[SpanRecord, ...]:
    """The spans of a column."""
    return tuple(span_of(item) for item in items)


def _span(span: Span) -> SpanRecord:
    field, start, end, form, alias = span
    return SpanRecord(field=field, start=start, end=end, form=form, alias=alias)
