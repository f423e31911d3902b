"""From a claimed delivery to the notice: the headline and the passages that made the watch match, or the sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alerts.cleaning import clean, one_line
from alerts.marked import Mark, merged
from alerts.notice import EvidenceItem, Notice, Passage
from storage.documents import byline_of
from storage.records import (
    ArchivedArticle,
    ClaimedDelivery,
    SentenceRecord,
    SpanRecord,
)
from watch import passages

TITLE_LIMIT = 300
NAME_LIMIT = 100
AUTHORS_LIMIT = 20
QUERY_LIMIT = 2000
WORDS_LIMIT = 200
SENTENCE_LIMIT = 600
EVIDENCE_LIMIT = 20
_ENDS = ".!?…。！？\"'”’»)]」』）"


def compose(claimed: ClaimedDelivery, told_at: datetime) -> Notice:
    """Build the notice of a claimed delivery; `told_at` is the moment of this try.

    Everything from the web is clean afterwards: no controls, no direction overrides, one line where one line
    is meant, bounded in length. A hit without marks in the text (its title matched, or a NOT) shows how the
    article begins.
    """
    hit, archived = claimed.hit, claimed.article
    article = archived.article
    # one character for one, so that the marks stay where they are
    title = article.title[:TITLE_LIMIT].replace("\n", " ")
    title, title_marks = clean(title, _marks(hit.spans, "title", len(title)))
    return Notice(
        delivery_id=claimed.delivery.id,
        hit_id=hit.id,
        watch=one_line(hit.watch),
        watch_version=hit.version,
        query=one_line(hit.query, QUERY_LIMIT),
        article_id=archived.id,
        title=title,
        title_marks=title_marks,
        url=article.url,
        source=one_line(archived.source),
        authors=tuple(one_line(author, NAME_LIMIT) for author in article.authors[:AUTHORS_LIMIT]),
        section=one_line(article.section, NAME_LIMIT) if article.section else None,
        language=one_line(article.language, NAME_LIMIT) if article.language else None,
        published_at=article.published_at,
        collected_at=archived.collected_at,
        told_at=told_at,
        passages=_passages(article.text, _marks(hit.spans, "text", len(article.text))),
        evidence=_evidence(archived, hit.spans),
        polarity=hit.polarity,
        cue=_words(archived, hit.cue, WORDS_LIMIT) or None,
        sentence=_words(archived, hit.sentence, SENTENCE_LIMIT) or None,
    )


def _evidence(archived: ArchivedArticle, spans: Sequence[SpanRecord]) -> tuple[EvidenceItem, ...]:
    """Each different piece of evidence once."""
    found: dict[EvidenceItem, None] = {}
    for span in spans:
        words = _words(archived, span, WORDS_LIMIT)
        if words:
            form = one_line(span.form, WORDS_LIMIT)
            found[EvidenceItem(field=span.field, text=words, form=form, alias=span.alias)] = None
        if len(found) == EVIDENCE_LIMIT:
            break
    return tuple(found)


def _words(archived: ArchivedArticle, place: SpanRecord | SentenceRecord | None, limit: int) -> str:
    """What stands there, on one line."""
    if place is None:
        return ""
    article = archived.article
    fields = {
        "title": article.title,
        "text": article.text,
        "byline": byline_of(article),
        "source": archived.source,
        "section": article.section or "",
    }
    return one_line(fields.get(place.field, "")[place.start : place.end], limit)


def _marks(spans: Sequence[SpanRecord], field: str, length: int) -> tuple[Mark, ...]:
    return merged(((span.start, span.end) for span in spans if span.field == field), length)


def _passages(text: str, marks: tuple[Mark, ...]) -> tuple[Passage, ...]:
    shown: list[Passage] = []
    for start, end in passages(text, marks):
        inside = merged(((left - start, right - start) for left, right in marks), end - start)
        words, moved = clean(text[start:end], inside)
        goes_on = end < len(text) and text[end - 1] not in _ENDS and not text[end:].startswith("\n")
        shown.append(Passage(text=f"{words} …" if goes_on else words, marks=moved))
    return tuple(shown)
