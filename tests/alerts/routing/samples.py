"""Hits, routes and what they are told of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.routing.asked import NewHit
from alerts.routing.deciding import decide
from alerts.routing.tree import Route
from storage.records import (
    CopyOf,
    Decision,
    RoutedHit,
    Severity,
    Silence,
    StoryOnRoute,
    Verdict,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
COPY = CopyOf(article_id=1, similarity=0.93)


def hit(number: int = 1, **different: Any) -> RoutedHit:
    """A hit of article `number`."""
    values: dict[str, Any] = {
        "article": f"gazette.example/{number}",
        "article_id": number,
        "revision": 1,
        "watch": "North drills",
        "source": "gazette",
    }
    return RoutedHit(**(values | different))


def new(number: int = 1, *, voices: int = 1, copy: CopyOf | None = None, **different: Any) -> NewHit:
    """A hit of story 7 that is to be decided."""
    return NewHit(hit=hit(number, **different), story_id=7, voices=voices, copy_of=copy)


def route(**different: Any) -> Route:
    """A route that tells the desk at once."""
    values: dict[str, Any] = {"name": "root", "channels": ("desk",)}
    return Route(**(values | different))


def silence(**different: Any) -> Silence:
    """A silence from now on for a day."""
    values: dict[str, Any] = {
        "id": 4,
        "starts_at": NOW,
        "ends_at": NOW + 24 * HOUR,
        "author": "Kim",
        "comment": "exercise",
    }
    return Silence(**(values | different))


class OneRoute:
    """A route, and what it remembers of story 7."""

    def __init__(self, on: Route, *silences: Silence) -> None:
        self.route = on
        self.silences = list(silences)
        self.state: StoryOnRoute | None = None

    def decide(self, *news: NewHit, at: datetime = NOW) -> Decision:
        """Decide, and remember."""
        decision = decide(news, self.route, self.state, self.silences, at)
        assert decide(news, self.route, self.state, self.silences, at) == decision
        self.state = decision.states[-1] if decision.states else self.state
        return decision

    def said(self, *news: NewHit, at: datetime = NOW) -> tuple[str, str]:
        """Outcome and rule of the first verdict."""
        verdict = self.verdict(*news, at=at)
        return verdict.outcome.value, verdict.rule

    def verdict(self, *news: NewHit, at: datetime = NOW) -> Verdict:
        """The first verdict."""
        return self.decide(*news, at=at).verdicts[0]


CRITICAL = Severity.CRITICAL
