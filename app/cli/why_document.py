"""An article's way for programs."""

from __future__ import annotations

from typing import Any

from app.cli.fates import delivery_documents, verdict_row
from app.cli.why_answer import answer_of
from app.cli.why_way import Way
from storage.telling.chain import ShownLead, StoryPlace, Wording


def why_document(way: Way) -> dict[str, Any]:
    """The answer, and the six steps."""
    archived, answer = way.chain.article, answer_of(way)
    return {
        "article": archived.id,
        "revision": archived.revision,
        "source": archived.source,
        "url": archived.article.url,
        "title": archived.article.title,
        "answer": {
            "said": answer.said,
            "outcome": answer.outcome,
            "hit": answer.hit and answer.hit.id,
            "watch": answer.hit and answer.hit.watch,
            "route": answer.verdict and answer.verdict.route,
            "rule": answer.verdict and answer.verdict.rule,
        },
        "found": {
            "collected_at": archived.collected_at,
            "backlog": archived.backlog,
            "leads": [_lead_row(one) for one in way.chain.leads],
        },
        "read": [_wording_row(one) for one in way.chain.wordings],
        "matched": _matched_rows(way),
        "grouped": {"grouped_at": way.chain.grouped_at, **_place_row(way.chain.place)},
        "routed": _routed_rows(way),
        "delivered": _delivered_rows(way),
    }


def _lead_row(lead: ShownLead) -> dict[str, Any]:
    return {
        "source": lead.source,
        "url": lead.url,
        "discovered_at": lead.first_seen_at,
        "backlog": lead.is_backlog,
        "state": lead.state,
        "reason": lead.reason,
    }


def _wording_row(wording: Wording) -> dict[str, Any]:
    return {
        "revision": wording.revision,
        "fetched_at": wording.fetched_at,
        "saved_at": wording.saved_at,
        "page_kind": wording.page_kind,
        "text_source": wording.text_source,
        "partial": wording.partial,
        "flagged_at": wording.flagged_at,
    }


def _matched_rows(way: Way) -> list[dict[str, Any]]:
    return [
        {
            "hit": hit.id,
            "watch": hit.watch,
            "version": hit.version,
            "revision": hit.revision,
            "flagged_at": hit.flagged_at,
            "outcome": hit.outcome,
            "mark": way.marks.get(hit.id),
        }
        for hit in way.hits
    ]


def _place_row(place: StoryPlace | None) -> dict[str, Any]:
    copy = None if place is None else place.copy_of
    return {
        "joined_at": place and place.joined_at,
        "story": place and place.story_id,
        "begins": place and place.begins,
        "copy_of": copy and copy.article_id,
        "similarity": copy and round(copy.similarity, 4),
        "bond": (place and dict(place.bond)) or None,
        "by_person": place and place.is_by_person,
    }


def _routed_rows(way: Way) -> list[dict[str, Any]]:
    rows = []
    for hit in way.hits:
        holding = {one.id for one in way.holding(hit)}
        rows += [
            {"hit": hit.id, "watch": hit.watch, **verdict_row(one), "holds": one.id in holding}
            for one in way.verdicts(hit)
        ]
    return rows


def _delivered_rows(way: Way) -> list[dict[str, Any]]:
    rows = []
    for delivery, hits in way.each_delivery.values():
        (row,) = delivery_documents([delivery])
        more = {
            "answer": way.answers.get(delivery.id),
            "created_at": delivery.created_at,
            "due_at": delivery.due_at,
            "story_notice_kind": delivery.story_notice_kind,
            "notice_key": delivery.story_notice_key,
            "hits": [hit.id for hit in hits],
        }
        rows.append(row | more)
    return rows
