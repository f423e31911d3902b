"""A notice about sources in words, for mails. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from alerts.cleaning import defang, one_line
from alerts.moments import human
from alerts.notice import CareNotice
from storage.records import Condition, NoticeKind, PastCondition, SourceCare


def care_subject(notice: CareNotice) -> str:
    """One line: the source and its gravest state where it is one source, else how many."""
    count = len(notice.sources) + notice.more
    if count == 1:
        source = notice.sources[0]
        if notice.kind is NoticeKind.RECOVERED:
            return f"[sources] {source.name} is well again"
        state = source.conditions[0].state if source.conditions else "in trouble"
        return f"[sources] {source.name}: {state}"
    match notice.kind:
        case NoticeKind.TROUBLE:
            return f"[sources] {count} sources are in trouble"
        case NoticeKind.RECOVERED:
            return f"[sources] {count} sources are well again"
        case NoticeKind.CARE:
            return f"[sources] {count} sources need care"


def care_words(notice: CareNotice) -> Mapping[str, object]:
    """What the templates say."""
    return {
        "title": care_subject(notice).removeprefix("[sources] "),
        "sources": [_source(source) for source in notice.sources],
        "more": notice.more,
        "command": "wirewatch status" + ("" if notice.kind is NoticeKind.RECOVERED else " --trouble"),
        "noticed": human(notice.noticed_at),
        "told": human(notice.told_at),
        "delivery_id": notice.delivery_id,
    }


def _source(source: SourceCare) -> Mapping[str, object]:
    return {
        "name": _plain(source.name),
        "url": _plain(source.url),
        "states": [_held(one) for one in source.conditions],
        "over": [_past(one) for one in source.over],
        "last_ok": human(source.last_ok_at) if source.last_ok_at else "never",
        "next_due": human(source.next_due_at),
        "probing": source.probing or "",
    }


def _held(one: Condition) -> Mapping[str, str]:
    return {
        "state": one.state.value,
        "when": f"since {human(one.since)}",
        "evidence": _plain(one.evidence),
    }


def _past(one: PastCondition) -> Mapping[str, str]:
    return {
        "state": one.state.value,
        "when": f"from {human(one.since)} to {human(one.ended_at)}",
        "evidence": _plain(one.evidence),
    }


def _plain(text: str) -> str:
    """Words that no mail program makes a link of."""
    return defang(one_line(text, 2000))[0]
