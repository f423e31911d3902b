"""What a notice about stories is made of: the stories with the articles that are told, as they are in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records.articles import ArchivedArticle
from storage.records.deliveries import Delivery
from storage.records.hits import Hit
from storage.records.telling import StoryNotice, ToldStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article of a story. `at` is when it was published, or collected where nobody said when."""

    source: str
    title: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySummary:
    """A story as it stands: its first report, some of the others (`more` are left out), and who reports it.

    `outlets` counts those that report it, `independent` the voices among them: copies of one text are one voice.
    `copies` counts the articles that are copies; they are not among `others`.
    """

    id: int
    outlets: int
    independent: int
    languages: tuple[str, ...]
    first: Report
    others: tuple[Report, ...] = ()
    more: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryToTell:
    """A story of a notice with its first hit that is new, in the wording that matched.

    `before` is the wording that was told, where the notice tells of an update. `summary` is None where notices are
    grouped by watch.
    """

    told: ToldStory
    hit: Hit
    article: ArchivedArticle
    summary: StorySummary | None = None
    before: ArchivedArticle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStories:
    """The delivery of a notice about stories that this worker may send now.

    `thread_title` is the headline under which the story was first told on the route, `more` how many of the stories are
    not here.
    """

    delivery: Delivery
    notice: StoryNotice
    stories: tuple[StoryToTell, ...]
    more: int = 0
    thread_title: str | None = None
