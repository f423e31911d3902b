"""A notice as JSON for a program: pure. `version` grows when a field changes its meaning or goes."""

from __future__ import annotations

import json
from typing import Any

from alerts.channel_notice import ChannelNotice
from alerts.channels.story_payload import stories, story_part
from alerts.moments import iso
from alerts.notice import AnyNotice, CareNotice, Notice, StoriesNotice
from storage.records import ChannelNoticeKind, NoticeKind, SourceCare

VERSION = 1


#: What a notice about sources is called; a receiver tells the types apart and leaves those alone that it does not know.
CARE_TYPES = {
    NoticeKind.TROUBLE: "source.trouble",
    NoticeKind.RECOVERED: "source.recovered",
    NoticeKind.CARE: "sources.care",
}

CHANNEL_TYPES = {
    ChannelNoticeKind.FAILING: "channel.failing",
    ChannelNoticeKind.RECOVERED: "channel.recovered",
}


def payload(notice: AnyNotice) -> str:
    """Write the body of a webhook: `type`, `timestamp` and `data`, as Standard Webhooks has it."""
    kind: str
    if isinstance(notice, CareNotice):
        kind, data = CARE_TYPES[notice.kind], _care(notice)
    elif isinstance(notice, ChannelNotice):
        kind, data = CHANNEL_TYPES[notice.kind], _channel(notice)
    elif isinstance(notice, StoriesNotice):
        kind, data = f"stories.{notice.kind}", _stories(notice)
    else:
        kind, data = "channel.test" if notice.is_test else "hit.flagged", _hit(notice)
    body = {"type": kind, "timestamp": iso(notice.told_at), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _channel(notice: ChannelNotice) -> dict[str, Any]:
    return {
        "version": VERSION,
        "delivery_id": notice.delivery_id,
        "channel": notice.channel,
        "trouble": notice.trouble,
        "since": iso(notice.since_at),
        "waiting": notice.waiting,
        "oldest_at": iso(notice.oldest_at) if notice.oldest_at else None,
        "told_at": iso(notice.told_at),
    }


def _care(notice: CareNotice) -> dict[str, Any]:
    return {
        "version": VERSION,
        "delivery_id": notice.delivery_id,
        "sources": [_source(source) for source in notice.sources],
        "more": notice.more,
        "noticed_at": iso(notice.noticed_at),
        "told_at": iso(notice.told_at),
    }


def _stories(notice: StoriesNotice) -> dict[str, Any]:
    return {"version": VERSION, "delivery_id": notice.delivery_id, **stories(notice)}


def _source(source: SourceCare) -> dict[str, Any]:
    return {
        "name": source.name,
        "url": source.url,
        "conditions": [
            {"state": one.state.value, "since": iso(one.since), "evidence": one.evidence}
            for one in source.conditions
        ],
        "over": [
            {
                "state": one.state.value,
                "since": iso(one.since),
                "ended_at": iso(one.ended_at),
                "evidence": one.evidence,
            }
            for one in source.over
        ],
        "last_ok_at": iso(source.last_ok_at) if source.last_ok_at else None,
        "next_due_at": iso(source.next_due_at),
        "probing": source.probing,
    }


def _hit(notice: Notice) -> dict[str, Any]:
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
    return {
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
        **story_part(notice),
        "told_at": iso(notice.told_at),
    }
