"""What a notice says of stories, as JSON for a program: pure."""

from __future__ import annotations

from typing import Any

from alerts.moments import iso
from alerts.notice import Notice, StoriesNotice
from alerts.shown_story import ReportShown, StoryItem, StoryShown


def story_part(notice: Notice) -> dict[str, Any]:
    """The keys of a notice about one hit that tell of its story; null where it tells of none."""
    return {
        "kind": notice.kind,
        "route": notice.route,
        "severity": notice.severity,
        "thread": notice.thread,
        "story": None if notice.story is None else _story(notice.story),
        "change": [{"fate": words.fate, "text": words.text} for words in notice.change],
    }


def stories(notice: StoriesNotice) -> dict[str, Any]:
    """The keys of a notice about several stories, the counts first."""
    return {
        "kind": notice.kind,
        "route": notice.route,
        "severity": notice.severity,
        "since_at": iso(notice.since_at) if notice.since_at else None,
        "stories": [_item(item) for item in notice.items],
        "more": notice.more,
        "told_at": iso(notice.told_at),
    }


def _story(story: StoryShown) -> dict[str, Any]:
    return {
        "id": story.id,
        "outlets": story.outlets,
        "independent": story.independent,
        "languages": list(story.languages),
        "first_report": _report(story.first),
        "other_reports": [_report(report) for report in story.others],
        "more": story.more,
        "copies": story.copies,
    }


def _report(report: ReportShown) -> dict[str, Any]:
    return {"source": report.source, "title": report.title, "url": report.url, "at": iso(report.at)}


def _item(item: StoryItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "story_id": item.story_id,
        "watch": item.watch,
        "severity": item.severity,
        "hit_id": item.hit_id,
        "title": item.title,
        "source": item.source,
        "url": item.url,
        "at": iso(item.at),
        "sentence": item.sentence,
        "outlets": item.outlets,
        "independent": item.independent,
        "new": item.new,
        "copies": item.copies,
        "first_told_at": iso(item.first_told_at) if item.first_told_at else None,
    }
