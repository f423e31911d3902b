"""Values that the tests of alerts share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from alerts.notice import EvidenceItem, Notice, Passage

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


def notice_now() -> Notice:
    """The sample, told at this moment, as receivers that judge the age of a signature want it."""
    return replace(NOTICE, told_at=datetime.now(UTC))
