"""A notice: what a person is told of a hit, of stories or of sources, before any channel gives it a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alerts.channel_notice import ChannelNotice
from alerts.shown_story import ChangedWords, StoryItem, StoryShown
from storage.records import NoticeKind, Severity, SourceCare, StoryNoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the article around evidence. `marks` are (start, end) offsets into `text`, in order."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """Words of the article that made the watch match.

    `form` is the term as the query or its alias writes it, `alias` the set that it belongs to.
    """

    field: str
    text: str
    form: str
    alias: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """All that a channel may say. Times are aware UTC; `published_at` is None where nobody said it.

    `delivery_id` is the same in every retry; channels pass it on (`Message-ID`, `webhook-id`). `hit_id` is the number
    by which people mark the hit. `polarity` says
    whether the article asserts, hedges or denies what the watch is about, `cue` by which words of it; None where
    the watch asks for no event. `sentence` is the one to show. `watch_version` is None for hits of old.

    Where it tells of a story, `kind` says what of it and `thread` names the story on its route, the same in every
    notice of it; `thread_title` is the headline under which it was told first. `change` is what an update changed. One
    with `is_test` is about nothing.
    """

    delivery_id: str
    hit_id: int
    watch: str
    watch_version: int | None = None
    query: str
    article_id: int
    title: str
    title_marks: tuple[tuple[int, int], ...] = ()
    url: str
    source: str
    authors: tuple[str, ...]
    section: str | None
    language: str | None
    published_at: datetime | None
    collected_at: datetime
    told_at: datetime
    passages: tuple[Passage, ...]
    evidence: tuple[EvidenceItem, ...] = ()
    polarity: str | None = None
    cue: str | None = None
    sentence: str | None = None
    kind: StoryNoticeKind | None = None
    route: str | None = None
    severity: Severity | None = None
    story: StoryShown | None = None
    change: tuple[ChangedWords, ...] = ()
    thread: str | None = None
    thread_title: str | None = None
    is_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesNotice:
    """What a channel may say of several stories: those that a route held, or a digest.

    `more` are left out of `items`. `since_at` is when the digest before it was made. A digest that is asked for in any
    case may hold nothing. `delivery_id` is the same in every retry.
    """

    delivery_id: str
    kind: StoryNoticeKind
    route: str
    severity: Severity | None
    items: tuple[StoryItem, ...]
    more: int = 0
    since_at: datetime | None = None
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CareNotice:
    """What a channel may say of sources: that they broke, that they recovered, or which need care today.

    `sources` begins with the one in the gravest state; `more` are left out. `delivery_id` is the same in every retry.
    """

    delivery_id: str
    kind: NoticeKind
    sources: tuple[SourceCare, ...]
    more: int = 0
    noticed_at: datetime
    told_at: datetime


AnyNotice = Notice | StoriesNotice | CareNotice | ChannelNotice
