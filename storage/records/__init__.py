"""What the archive takes in and gives out: plain values, no database.

Every time is an aware UTC datetime. Rows of the database never leave `storage`; these do.
"""

from storage.records.articles import (
    ARTICLE_PAGE,
    ArchivedArticle,
    Article,
    CollectedArticle,
    PageReading,
    Saved,
    SaveOutcome,
    TextSource,
)
from storage.records.channels import ChannelNoticeKind, ChannelQueue, ChannelReport, ChannelState
from storage.records.deliveries import ClaimedDelivery, ClaimedNotice, Delivery, DeliveryState
from storage.records.health import Condition, EventEnding, Finding, Health, SourceEvent, Transition
from storage.records.hits import Evidence, Hit, HitDraft, HitOutcome, SentenceRecord, SpanRecord
from storage.records.leads import LeadRecord, PendingLead
from storage.records.notices import NoticeKind, PastCondition, SourceCare, SourceNotice
from storage.records.routing import CopyOf, RoutedHit, Severity, Silence, gravest
from storage.records.showing import ClaimedStories, Report, StorySummary, StoryToTell
from storage.records.sources import (
    Failure,
    KindCount,
    PollResult,
    RunOutcome,
    SourceDeclaration,
    SourceKind,
    SourceState,
)
from storage.records.stories import InStory, Story, StoryMember
from storage.records.telling import (
    Decision,
    Held,
    StoryNotice,
    StoryNoticeKind,
    StoryOnRoute,
    ToldStory,
    Verdict,
    WaitReason,
)

__all__ = [
    "ARTICLE_PAGE",
    "ArchivedArticle",
    "Article",
    "ChannelNoticeKind",
    "ChannelQueue",
    "ChannelReport",
    "ChannelState",
    "ClaimedDelivery",
    "ClaimedNotice",
    "ClaimedStories",
    "CollectedArticle",
    "Condition",
    "CopyOf",
    "Decision",
    "Delivery",
    "DeliveryState",
    "EventEnding",
    "Evidence",
    "Failure",
    "Finding",
    "Health",
    "Held",
    "Hit",
    "HitDraft",
    "HitOutcome",
    "InStory",
    "KindCount",
    "LeadRecord",
    "NoticeKind",
    "PageReading",
    "PastCondition",
    "PendingLead",
    "PollResult",
    "Report",
    "RoutedHit",
    "RunOutcome",
    "SaveOutcome",
    "Saved",
    "SentenceRecord",
    "Severity",
    "Silence",
    "SourceCare",
    "SourceDeclaration",
    "SourceEvent",
    "SourceKind",
    "SourceNotice",
    "SourceState",
    "SpanRecord",
    "Story",
    "StoryMember",
    "StoryNotice",
    "StoryNoticeKind",
    "StoryOnRoute",
    "StorySummary",
    "StoryToTell",
    "TextSource",
    "ToldStory",
    "Transition",
    "Verdict",
    "WaitReason",
    "gravest",
]
