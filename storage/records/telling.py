"""What a route made of a hit, what it remembers of a story, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.hits import HitOutcome
from storage.records.routing import RoutedHit, Severity


class StoryNoticeKind(StrEnum):
    """What a notice about stories is for; the first five also say so of one story in it."""

    FIRST_REPORT = "first-report"
    CORROBORATION = "corroboration"
    SEVERITY = "severity"
    UPDATE = "update"
    REPEAT = "repeat"
    HELD = "held"
    DIGEST = "digest"

    @property
    def is_of_several(self) -> bool:
        """Whether such a notice may tell of several stories."""
        return self in (StoryNoticeKind.HELD, StoryNoticeKind.DIGEST)


class WaitReason(StrEnum):
    """What a story waits for on a route."""

    QUIET = "quiet-hours"
    DIGEST = "digest"
    GROUP_WAIT = "group-wait"
    COOLING_DOWN = "cooling-down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a route keeps of a story until `until_at`: the hits that wait, the first one first.

    `kind` is what it will be told as, `severity` the gravest of the hits, `voices` how many independent outlets the
    story had at the last of them.
    """

    kind: StoryNoticeKind
    why: WaitReason
    severity: Severity
    voices: int
    hits: tuple[RoutedHit, ...]
    held_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOnRoute:
    """What a route remembers of a story (or of one hit: `group` names either).

    `voices` and `severity` are the greatest that were told; `copies` and `joined` count the hits since then that nobody
    was told of.
    """

    route: str
    group: str
    story_id: int | None = None
    first_told_at: datetime | None = None
    last_told_at: datetime | None = None
    voices: int = 0
    severity: Severity | None = None
    copies: int = 0
    joined: int = 0
    held: Held | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided for a hit on a route; `rule` says by what, in one line for people.

    `until_at` is when something that waits is to be told, `notice_key` names the notice that tells of it.
    """

    hit: RoutedHit
    route: str
    group: str
    outcome: HitOutcome
    rule: str
    decided_at: datetime
    until_at: datetime | None = None
    notice_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """One story in a notice: what it is told as, and the hits that are new in it, the first one first.

    `copies` and `joined` count the hits since its last notice that are not among these. `first_told_at` is None where
    it was never told on this route before.
    """

    group: str
    story_id: int | None
    kind: StoryNoticeKind
    severity: Severity
    voices: int
    hits: tuple[RoutedHit, ...]
    copies: int = 0
    joined: int = 0
    first_told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNotice:
    """A notice about stories that is to be delivered to each of `channels`.

    `key` names it in every database; only a digest that was asked for in any case has no `stories`. `since_at` is when
    the digest before it was made.
    """

    key: str
    kind: StoryNoticeKind
    route: str
    channels: tuple[str, ...]
    severity: Severity | None
    stories: tuple[ToldStory, ...]
    created_at: datetime
    since_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one decision changes: the states that are new, a verdict for each hit concerned, and what is to be told."""

    states: tuple[StoryOnRoute, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    notices: tuple[StoryNotice, ...] = ()
