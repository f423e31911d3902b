"""The answer to "why was I told?" and "why was I not told?", in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.cli.terminal import moment, plain
from app.cli.why_way import Way
from storage.records import Delivery, DeliveryState, Hit, HitOutcome
from storage.telling.outcomes import ORDER
from storage.telling.verdicts import KeptVerdict, farthest

_GIVEN_UP = (DeliveryState.DEAD, DeliveryState.ENDED)
_BEFORE_ROUTES = "decided by a release before routes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of an article: `outcome` and `verdict` are of the `hit` that came farthest; `said` is the line.

    An article that is no hit has none of the three, and a hit of a release before routes no verdict.
    """

    said: str
    outcome: HitOutcome | None = None
    hit: Hit | None = None
    verdict: KeptVerdict | None = None


def answer_of(way: Way) -> Answer:
    """The answer, by the hit that came farthest; the line is fit for a terminal."""
    if not way.hits:
        return Answer(said=_no_hit(way))
    hit = min(way.hits, key=lambda one: ORDER.index(one.outcome))
    holding = way.holding(hit)
    verdict = farthest(holding) if holding else None
    outcome = hit.outcome if verdict is None else verdict.outcome
    key = None if verdict is None else verdict.notice_key
    told = [one for one in way.deliveries[hit.id] if one.story_notice_key == key]
    of_watch = f" (watch {plain(hit.watch)})" if len(way.hits) > 1 else ""
    parts = [f"{outcome}{of_watch}: {_BEFORE_ROUTES if verdict is None else plain(verdict.rule)}"]
    if outcome is HitOutcome.TOLD:
        parts += _deliveries_said(told)
    elif outcome is HitOutcome.FAILED:
        # a dead letter that was replayed
        parts += _deliveries_said([one for one in told if one.state not in _GIVEN_UP])
    return Answer(said=", ".join(parts), outcome=outcome, hit=hit, verdict=verdict)


def _no_hit(way: Way) -> str:
    if way.unflagged:
        return "not told: the watches have not seen it yet"
    if way.watch is not None:
        return f"not told: it is no hit of watch {plain(way.watch)}"
    return "not told: it is no hit of any watch"


def _deliveries_said(deliveries: Sequence[Delivery]) -> list[str]:
    """What came of each state, the best first: `delivered to desk 2026-03-02 14:00 UTC`, `waiting for phone`."""
    by_state = {state: [one for one in deliveries if one.state is state] for state in DeliveryState}
    words = {
        DeliveryState.DELIVERED: "delivered to",
        DeliveryState.SENDING: "being sent to",
        DeliveryState.WAITING: "waiting for",
        DeliveryState.DEAD: "NOT DELIVERED to",
        DeliveryState.ENDED: "ended for",
    }
    return [
        f"{word} {', '.join(map(_channel, by_state[state]))}"
        for state, word in words.items()
        if by_state[state]
    ]


def _channel(delivery: Delivery) -> str:
    when = "" if delivery.delivered_at is None else f" {moment(delivery.delivered_at)}"
    return f"{plain(delivery.channel)}{when}"
