"""What really became of a hit: what its deliveries say, not what was meant; and what people say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from app.cli.terminal import moment, plain
from storage.marks import HitMark, Mark
from storage.records import Delivery, DeliveryState, Hit, HitOutcome
from storage.telling.verdicts import KeptVerdict

WORDS = {
    DeliveryState.DELIVERED: "told",
    DeliveryState.SENDING: "being sent",
    DeliveryState.WAITING: "waiting",
    DeliveryState.DEAD: "NOT DELIVERED",
    DeliveryState.ENDED: "ended",
}
# there is a notice of it
_DECIDED_TO_TELL = (HitOutcome.TOLD, HitOutcome.FAILED)


def fate(hit: Hit, deliveries: Sequence[Delivery]) -> str:
    """Who was told, who waits, whom it did not reach: `told: desk; NOT DELIVERED: bot`; or why nobody is told."""
    if hit.outcome not in _DECIDED_TO_TELL:
        return str(hit.outcome)
    parts = []
    for state, word in WORDS.items():
        channels = [plain(each.channel) for each in deliveries if each.state is state]
        if channels:
            parts.append(f"{word}: {', '.join(dict.fromkeys(channels))}")
    return "; ".join(parts)


def delivery_documents(deliveries: Sequence[Delivery]) -> list[dict[str, Any]]:
    """The deliveries of a hit for programs."""
    return [
        {
            "id": each.id,
            "channel": each.channel,
            "state": each.state,
            "attempts": each.attempts,
            "delivered_at": each.delivered_at,
            "last_error": each.last_error,
        }
        for each in deliveries
    ]


def verdict_words(verdict: KeptVerdict) -> str:
    """What was decided, and by which rule: `held-until 2026-03-02 05:00 UTC: quiet hours of ...`."""
    until = "" if verdict.until_at is None else f" {moment(verdict.until_at)}"
    return f"{verdict.outcome}{until}: {plain(verdict.rule)}"


def verdict_row(verdict: KeptVerdict) -> dict[str, Any]:
    """What was decided on a route, for programs."""
    return {
        "route": verdict.route,
        "revision": verdict.revision,
        "outcome": verdict.outcome,
        "rule": verdict.rule,
        "decided_at": verdict.decided_at,
        "until_at": verdict.until_at,
        "notice_key": verdict.notice_key,
    }


def mark_given(written: str, option: str) -> Mark:
    """The mark of that name; typer.BadParameter where there is none."""
    if written not in set(Mark):
        raise typer.BadParameter(f"{written!r} is none of {', '.join(Mark)}", param_hint=option)
    return Mark(written)


def mark_rows(marks: Sequence[HitMark]) -> list[dict[str, Any]]:
    """The marks of a hit for programs, the latest last."""
    return [{"mark": each.mark, "note": each.note, "marked_at": each.marked_at} for each in marks]
