"""What the archive takes in and gives out: plain values, no database.

Every time is an aware UTC datetime. Rows of the database never leave `storage`; these do.
"""

from storage.records.access import AccessToken, AuditEntry, NewToken, Scope
from storage.records.articles import (
    ARTICLE_PAGE,
    ArchivedArticle,
    Article,
    CollectedArticle,
    PageReading,
    PastSave,
    Saved,
    SaveOutcome,
    TextSource,
)
from storage.records.backfills import (
    Backfill,
    BackfillCount,
    BackfillKind,
    BackfillPosition,
    BackfillState,
)
from storage.records.captures import Capture, Place, WireAnswer
from storage.records.channels import ChannelNoticeKind, ChannelQueue, ChannelReport, ChannelState
from storage.records.deliveries import ClaimedDelivery, ClaimedNotice, Delivery, DeliveryState
from storage.records.desk_watches import DeskWatch, DeskWatchDraft, DeskWatchVersion
from storage.records.health import Condition, EventEnding, Finding, Health, SourceEvent, Transition
from storage.records.hits import Evidence, Hit, HitDraft, HitOutcome, SentenceRecord, SpanRecord
from storage.records.leads import LeadRecord, PendingLead
from storage.records.notices import NoticeKind, PastCondition, SourceCare, SourceNotice
from storage.records.quarantine import QuarantinedBody, RunawayBody
from storage.records.routing import CopyOf, RoutedHit, Severity, Silence, gravest
from storage.records.showing import ClaimedStories, Report, StorySummary, StoryToTell
from storage.records.sources import (
    Failure,
    KindCount,
    Owner,
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
from storage.records.transfer import ImportCount, Wording
from storage.records.upkeep import KeepFor, UpkeepReport, UpkeepStep

__all__ = [
    "ARTICLE_PAGE",
    "AccessToken",
    "ArchivedArticle",
    "Article",
    "AuditEntry",
    "Backfill",
    "BackfillCount",
    "BackfillKind",
    "BackfillPosition",
    "BackfillState",
    "Capture",
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
    "DeskWatch",
    "DeskWatchDraft",
    "DeskWatchVersion",
    "EventEnding",
    "Evidence",
    "Failure",
    "Finding",
    "Health",
    "Held",
    "Hit",
    "HitDraft",
    "HitOutcome",
    "ImportCount",
    "InStory",
    "KeepFor",
    "KindCount",
    "LeadRecord",
    "NewToken",
    "NoticeKind",
    "Owner",
    "PageReading",
    "PastCondition",
    "PastSave",
    "PendingLead",
    "Place",
    "PollResult",
    "QuarantinedBody",
    "Report",
    "RoutedHit",
    "RunOutcome",
    "RunawayBody",
    "SaveOutcome",
    "Saved",
    "Scope",
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
    "UpkeepReport",
    "UpkeepStep",
    "Verdict",
    "WaitReason",
    "WireAnswer",
    "Wording",
    "gravest",
]
