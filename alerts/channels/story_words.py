"""A notice about stories in words, the same for mails and chats. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from alerts.cleaning import defang, one_line
from alerts.moments import human
from alerts.notice import Notice, StoriesNotice
from alerts.shown_story import ReportShown, StoryItem
from storage.records import Severity, StoryNoticeKind

_LINKABLE = re.compile(r"https?://[^\s<>\"']+")
_FOR = {
    StoryNoticeKind.FIRST_REPORT: "First report",
    StoryNoticeKind.SEVERITY: "Graver now",
    StoryNoticeKind.CORROBORATION: "Corroborated",
    StoryNoticeKind.UPDATE: "Changed since it was told",
    StoryNoticeKind.REPEAT: "Still reported",
}
_WAS = {
    StoryNoticeKind.FIRST_REPORT: "new",
    StoryNoticeKind.SEVERITY: "graver",
    StoryNoticeKind.CORROBORATION: "corroborated",
    StoryNoticeKind.UPDATE: "changed",
    StoryNoticeKind.REPEAT: "goes on",
}


def standing(notice: Notice) -> str:
    """One line on top: what the notice is for, and who reports it; empty for a hit by itself.

    For example "First report: 1 outlet", or "Corroborated: 5 outlets, 2 independent".
    """
    if notice.is_test:
        return "This is a test: nothing happened"
    if notice.kind is None:
        return ""
    said = _FOR[notice.kind]
    if notice.story is not None:
        said = f"{said}: {notice.story.counted}"
        copies = notice.story.copies
        if copies:
            said += f" ({copies:,} {'copy' if copies == 1 else 'copies'})"
    return f"{said} - critical" if notice.severity is Severity.CRITICAL else said


def other_reports(notice: Notice) -> tuple[ReportShown, ...]:
    """The other reports of the story, its first one first where the notice is not about that."""
    if notice.story is None:
        return ()
    return tuple(report for report in (notice.story.first, *notice.story.others) if report.url != notice.url)


def report_line(report: ReportShown) -> str:
    """Who reported what, and when."""
    return f"{one_line(report.source)}: {plain(report.title)}, {human(report.at)}"


def stories_subject(notice: StoriesNotice) -> str:
    """One line: how many stories, and why they come together."""
    return f"[{notice.route}] {stories_title(notice)}"


def stories_title(notice: StoriesNotice) -> str:
    """The subject without the route."""
    count = len(notice.items) + notice.more
    stories = "1 story" if count == 1 else f"{count:,} stories"
    if notice.kind is StoryNoticeKind.HELD:
        return f"{stories} held in quiet hours"
    since = f" since {human(notice.since_at)}" if notice.since_at else ""
    return f"Digest: {stories if count else 'nothing new'}{since}"


def item_counts(item: StoryItem) -> str:
    """What a line of a digest counts: "4 outlets, 1 independent; 3 new, 2 of them copies"."""
    said = f"{item.counted}; {item.new:,} new"
    return f"{said}, {item.copies:,} of them copies" if item.copies else said


def item_state(item: StoryItem) -> str:
    """What is new of a story in a digest, and the watch that found it."""
    critical = "critical, " if item.severity is Severity.CRITICAL else ""
    return f"{critical}{_WAS[item.kind]} ({one_line(item.watch)})"


def stories_words(notice: StoriesNotice) -> Mapping[str, object]:
    """What the templates of a mail say."""
    return {
        "title": stories_title(notice),
        "route": one_line(notice.route),
        "items": [_item(item) for item in notice.items],
        "more": notice.more,
        "told": human(notice.told_at),
        "delivery_id": notice.delivery_id,
    }


def _item(item: StoryItem) -> Mapping[str, object]:
    return {
        "title": plain(item.title),
        "source": one_line(item.source),
        "at": human(item.at),
        "sentence": plain(item.sentence or ""),
        "url": (url := one_line(item.url, limit=4000)),
        "linked": is_linkable(url),
        "counts": item_counts(item),
        "state": item_state(item),
        "hit": item.hit_id,
    }


def is_linkable(url: str) -> bool:
    """Whether an address may become a link: http or https, and nothing in it that ends one."""
    return _LINKABLE.fullmatch(url) is not None


def plain(text: str) -> str:
    """Words on one line that no program makes a link of."""
    return defang(one_line(text))[0]
