"""From a claimed notice about stories to what channels are given: clean, bounded, the lead article's evidence first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.changes import changed
from alerts.cleaning import one_line
from alerts.notice import Notice, StoriesNotice
from alerts.notices import TITLE_LIMIT, compose
from alerts.shown_story import ChangedWords, ReportShown, StoryItem, StoryShown
from storage.records import (
    ClaimedDelivery,
    ClaimedStories,
    Delivery,
    Report,
    StorySummary,
    StoryToTell,
)
from storage.telling.names import stable_name

URL_LIMIT = 2000
REPORTS_LIMIT = 10
ITEMS_LIMIT = 100
LANGUAGES_LIMIT = 20
SENTENCE_LIMIT = 300


def compose_stories(claimed: ClaimedStories, told_at: datetime) -> Notice | StoriesNotice:
    """Build the notice: of several stories what was held or is a digest, of one story any other.

    `told_at` is the moment of this try.
    """
    notice = claimed.notice
    if not notice.kind.is_of_several and claimed.stories:
        return _of_one(claimed, claimed.stories[0], told_at)
    shown = claimed.stories[:ITEMS_LIMIT]
    return StoriesNotice(
        delivery_id=claimed.delivery.id,
        kind=notice.kind,
        route=one_line(notice.route),
        severity=notice.severity,
        items=tuple(_item(claimed.delivery, story, told_at) for story in shown),
        more=claimed.more + len(claimed.stories) - len(shown),
        since_at=notice.since_at,
        told_at=told_at,
    )


def _of_one(claimed: ClaimedStories, story: StoryToTell, told_at: datetime) -> Notice:
    notice = claimed.notice
    return replace(
        _lead(claimed.delivery, story, told_at),
        kind=notice.kind,
        route=one_line(notice.route),
        severity=story.told.severity,
        story=_shown(story.summary),
        change=_change(story),
        thread=thread_of(notice.route, story.told.group),
        thread_title=one_line(claimed.thread_title, TITLE_LIMIT) if claimed.thread_title else None,
    )


def _lead(delivery: Delivery, story: StoryToTell, told_at: datetime) -> Notice:
    return compose(ClaimedDelivery(delivery=delivery, hit=story.hit, article=story.article), told_at)


def thread_of(route: str, group: str) -> str:
    """The name that all notices of a story on a route share."""
    return stable_name("thread", route, group)


def _change(story: StoryToTell) -> tuple[ChangedWords, ...]:
    if story.before is None:
        return ()
    before, after = story.before.article, story.article.article
    return changed(before.title, after.title) + changed(before.text, after.text)


def _shown(summary: StorySummary | None) -> StoryShown | None:
    if summary is None:
        return None
    others = summary.others[:REPORTS_LIMIT]
    return StoryShown(
        id=summary.id,
        outlets=summary.outlets,
        independent=summary.independent,
        languages=_lines(summary.languages[:LANGUAGES_LIMIT]),
        first=_report(summary.first),
        others=tuple(_report(other) for other in others),
        more=summary.more + len(summary.others) - len(others),
        copies=summary.copies,
    )


def _report(report: Report) -> ReportShown:
    return ReportShown(
        source=one_line(report.source),
        title=one_line(report.title, TITLE_LIMIT),
        url=one_line(report.url, URL_LIMIT),
        at=report.at,
    )


def _item(delivery: Delivery, story: StoryToTell, told_at: datetime) -> StoryItem:
    told, summary = story.told, story.summary
    lead = _lead(delivery, story, told_at)
    return StoryItem(
        kind=told.kind,
        watch=lead.watch,
        severity=told.severity,
        hit_id=lead.hit_id,
        title=lead.title,
        source=lead.source,
        url=one_line(lead.url, URL_LIMIT),
        at=lead.published_at or lead.collected_at,
        outlets=summary.outlets if summary else 1,
        independent=summary.independent if summary else 1,
        new=len(told.hits) + told.copies + told.joined,
        copies=told.copies,
        story_id=told.story_id,
        # a hit that is in the headline alone says nothing more
        sentence=one_line(lead.sentence, SENTENCE_LIMIT)
        if lead.sentence and lead.sentence != lead.title
        else None,
        first_told_at=told.first_told_at,
    )


def _lines(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(one_line(word, 100) for word in words)
