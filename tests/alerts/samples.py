"""Values that the tests of alerts share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from alerts.notice import CareNotice, EvidenceItem, Notice, Passage
from storage.records import Condition, Health, NoticeKind, SourceCare

NOTICE = Notice(
    delivery_id="0123456789abcdef",
    hit_id=31,
    watch="North Korea troop deployments",
    watch_version=2,
    query="EVENT(actor=@dprk, action=@deploy)",
    article_id=12,
    title="North Korea to Send Troops to Russia",
    title_marks=((0, 11), (15, 19)),
    url="https://press.example/2025/08/north-korea?id=7",
    source="The Defense News",
    authors=("A. Writer",),
    section="World Defense",
    language="en",
    published_at=datetime(2025, 8, 3, 14, 5, tzinfo=UTC),
    collected_at=datetime(2025, 8, 3, 14, 20, 7, tzinfo=UTC),
    told_at=datetime(2025, 8, 3, 14, 20, 9, tzinfo=UTC),
    passages=(Passage(text="Engineering troops will go.", marks=((12, 18),)),),
    evidence=(
        EvidenceItem(field="title", text="North Korea", form="North Korea*", alias="dprk"),
        EvidenceItem(field="title", text="Send", form="send*", alias="deploy"),
    ),
    polarity="hedged",
    cue="to",
    sentence="North Korea to Send Troops to Russia",
)

CARE = CareNotice(
    delivery_id="fedcba9876543210",
    kind=NoticeKind.TROUBLE,
    sources=(
        SourceCare(
            name="The Defense News",
            url="https://press.example/feed",
            conditions=(
                Condition(
                    state=Health.BLOCKED,
                    since=datetime(2025, 8, 3, 9, tzinfo=UTC),
                    evidence="HTTP 403: forbidden",
                ),
            ),
            last_ok_at=datetime(2025, 8, 3, 8, 45, tzinfo=UTC),
            next_due_at=datetime(2025, 8, 3, 12, 30, tzinfo=UTC),
            probing="backed off to a probe every 3 hours, never given up",
        ),
    ),
    noticed_at=datetime(2025, 8, 3, 9, 30, tzinfo=UTC),
    told_at=datetime(2025, 8, 3, 9, 30, 1, tzinfo=UTC),
)


def notice_now() -> Notice:
    """The sample, told at this moment, as receivers that judge the age of a signature want it."""
    return replace(NOTICE, told_at=datetime.now(UTC))
