"""A notice as JSON for a program: pure. `version` grows when a field changes its meaning or goes."""

from __future__ import annotations

import json

from alerts.moments import iso
from alerts.notice import Notice

VERSION = 1


def payload(notice: Notice) -> str:
    """Write the body of a webhook: `type`, `timestamp` and `data`, as Standard Webhooks has it."""
    article = {
        "id": notice.article_id,
        "title": notice.title,
        "title_marks": [list(mark) for mark in notice.title_marks],
        "url": notice.url,
        "source": notice.source,
        "authors": list(notice.authors),
        "section": notice.section,
        "language": notice.language,
        "published_at": iso(notice.published_at) if notice.published_at else None,
        "collected_at": iso(notice.collected_at),
    }
    data = {
        "version": VERSION,
        "delivery_id": notice.delivery_id,
        "hit_id": notice.hit_id,
        "watch": notice.watch,
        "watch_version": notice.watch_version,
        "query": notice.query,
        "article": article,
        "passages": [
            {"text": passage.text, "marks": [list(mark) for mark in passage.marks]}
            for passage in notice.passages
        ],
        "evidence": [
            {"field": one.field, "text": one.text, "form": one.form, "alias": one.alias}
            for one in notice.evidence
        ],
        "polarity": notice.polarity,
        "cue": notice.cue,
        "sentence": notice.sentence,
        "told_at": iso(notice.told_at),
    }
    body = {"type": "hit.flagged", "timestamp": iso(notice.told_at), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
