"""Notices about stories, for the tests of channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from alerts.channel_notice import ChannelNotice
from alerts.notice import AnyNotice, StoriesNotice
from alerts.shown_story import ChangedWords, Fate, ReportShown, StoryItem, StoryShown
from alerts.trial import trial_notice
from storage.records import ChannelNoticeKind, NoticeKind, Severity, StoryNoticeKind
from tests.alerts.samples import CARE, NOTICE

AT = datetime(2025, 8, 3, 14, 20, 9, tzinfo=UTC)
FIRST = ReportShown(source="The Defense News", title=NOTICE.title, url=NOTICE.url, at=AT)
OTHER = ReportShown(
    source="Harbour Post",
    title="Seoul: troops on their way",
    url="https://harbour.example/troops",
    at=datetime(2025, 8, 3, 16, 0, tzinfo=UTC),
)
STORY = StoryShown(
    id=5, outlets=5, independent=2, languages=("en", "ko"), first=FIRST, others=(OTHER,), more=3, copies=3
)
FIRST_REPORT = replace(
    NOTICE,
    kind=StoryNoticeKind.FIRST_REPORT,
    route="desk",
    severity=Severity.CRITICAL,
    story=replace(STORY, outlets=1, independent=1, others=(), more=0, copies=0),
    thread="5f" * 16,
)
CORROBORATION = replace(
    FIRST_REPORT,
    delivery_id="0123456789abcde0",
    kind=StoryNoticeKind.CORROBORATION,
    title="Seoul: troops on their way",
    title_marks=(),
    url=OTHER.url,
    source="Harbour Post",
    severity=Severity.WARNING,
    story=STORY,
    thread_title=NOTICE.title,
)
UPDATE = replace(
    FIRST_REPORT,
    delivery_id="0123456789abcde1",
    kind=StoryNoticeKind.UPDATE,
    change=(
        ChangedWords(fate=Fate.KEPT, text="North Korea will send"),
        ChangedWords(fate=Fate.REMOVED, text="1,000"),
        ChangedWords(fate=Fate.ADDED, text="6,000"),
        ChangedWords(fate=Fate.KEPT, text="troops."),
    ),
    thread_title=NOTICE.title,
)
ITEM = StoryItem(
    kind=StoryNoticeKind.FIRST_REPORT,
    watch="Troops",
    severity=Severity.WARNING,
    hit_id=31,
    title=NOTICE.title,
    source="The Defense News",
    url=NOTICE.url,
    at=AT,
    outlets=4,
    independent=1,
    new=4,
    copies=3,
    story_id=5,
    sentence="North Korea to Send Troops to Russia",
)
DIGEST = StoriesNotice(
    delivery_id="0123456789abcde2",
    kind=StoryNoticeKind.DIGEST,
    route="desk",
    severity=Severity.WARNING,
    items=(ITEM, replace(ITEM, kind=StoryNoticeKind.REPEAT, url=OTHER.url, hit_id=32, copies=0, new=1)),
    since_at=datetime(2025, 8, 2, 5, 30, tzinfo=UTC),
    told_at=AT,
)
HELD = replace(DIGEST, delivery_id="0123456789abcde3", kind=StoryNoticeKind.HELD, since_at=None)
FAILING = ChannelNotice(
    delivery_id="0123456789abcde4",
    kind=ChannelNoticeKind.FAILING,
    channel="hook",
    trouble="410 gone",
    since_at=AT,
    waiting=3,
    oldest_at=AT,
    told_at=AT,
)
#: One notice of each kind that there is.
EVERY: dict[str, AnyNotice] = {
    "hit": NOTICE,
    "test": trial_notice("desk", AT),
    **{
        kind.value: replace(CORROBORATION, kind=kind)
        for kind in (StoryNoticeKind.SEVERITY, StoryNoticeKind.CORROBORATION, StoryNoticeKind.REPEAT)
    },
    "first-report": FIRST_REPORT,
    "update": UPDATE,
    "digest": DIGEST,
    "empty-digest": replace(DIGEST, items=()),
    "held": HELD,
    **{kind.value: replace(CARE, kind=kind) for kind in NoticeKind},
    **{kind.value: replace(FAILING, kind=kind) for kind in ChannelNoticeKind},
}
