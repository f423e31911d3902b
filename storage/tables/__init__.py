"""The tables of the archive. The migrations make them; these models are what the statements are typed by.

The full-text index is not among them: it differs by database and lives in `storage.search`.
"""

from storage.tables.access import AccessSessionRow, AccessTokenRow, AuditRow
from storage.tables.alerts import (
    ChannelStateRow,
    DeliveryRow,
    HitMarkRow,
    HitRow,
    WatchVersionRow,
    WorkerRow,
    is_open_delivery,
)
from storage.tables.articles import IS_LATEST, ArticleRow, HostLineRow, HostRow, RevisionRow
from storage.tables.backfills import BackfillRow
from storage.tables.base import Base
from storage.tables.captures import CaptureRow
from storage.tables.desk_watches import DeskWatchRow, DeskWatchVersionRow
from storage.tables.leases import HostLeaseRow
from storage.tables.quarantine import QuarantineRow
from storage.tables.sources import (
    LeadRow,
    PageReadingRow,
    SourceConditionRow,
    SourceEventRow,
    SourceNoticeRow,
    SourceRow,
    is_open_lead,
)
from storage.tables.stories import (
    CopyKeyRow,
    CopyLineRow,
    CopyOutletRow,
    CopyTextRow,
    StoryArticleRow,
    StoryRow,
    StoryRulingRow,
    StoryTermRow,
    TermUseRow,
)
from storage.tables.telling import (
    HitWordingRow,
    RouteRow,
    RouteStateRow,
    SilenceRow,
    StoryNoticeRow,
    VerdictRow,
)
from storage.tables.upkeep import UpkeepRunRow

__all__ = [
    "IS_LATEST",
    "AccessSessionRow",
    "AccessTokenRow",
    "ArticleRow",
    "AuditRow",
    "BackfillRow",
    "Base",
    "CaptureRow",
    "ChannelStateRow",
    "CopyKeyRow",
    "CopyLineRow",
    "CopyOutletRow",
    "CopyTextRow",
    "DeliveryRow",
    "DeskWatchRow",
    "DeskWatchVersionRow",
    "HitMarkRow",
    "HitRow",
    "HitWordingRow",
    "HostLeaseRow",
    "HostLineRow",
    "HostRow",
    "LeadRow",
    "PageReadingRow",
    "QuarantineRow",
    "RevisionRow",
    "RouteRow",
    "RouteStateRow",
    "SilenceRow",
    "SourceConditionRow",
    "SourceEventRow",
    "SourceNoticeRow",
    "SourceRow",
    "StoryArticleRow",
    "StoryNoticeRow",
    "StoryRow",
    "StoryRulingRow",
    "StoryTermRow",
    "TermUseRow",
    "UpkeepRunRow",
    "VerdictRow",
    "WatchVersionRow",
    "WorkerRow",
    "is_open_delivery",
    "is_open_lead",
]
