"""Silences for people and for programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from alerts.routing.measures import in_words
from app.cli.terminal import moment, plain
from storage.records import Silence

HOLDS, TO_COME, OVER = "holds", "to-come", "over"


def state_of(silence: Silence, now: datetime) -> str:
    """Whether it holds, is to come, or is over: also one that was ended before it began."""
    if silence.ends_at <= now:
        return OVER
    return HOLDS if silence.starts_at <= now else TO_COME


def silence_row(silence: Silence, now: datetime) -> dict[str, Any]:
    """A silence for programs: all that is known of it, and its state."""
    return asdict(silence) | {"state": state_of(silence, now)}


def silence_lines(silence: Silence, now: datetime) -> str:
    """Two lines: its number, its time and what it is for; who keeps it and why."""
    return (
        f"{silence.id}  {_time(silence, now)}  {what_for(silence)}\n"
        f"    {plain(silence.author)}: {plain(silence.comment)}"
    )


def what_for(silence: Silence) -> str:
    """What is kept from being told, in words."""
    asked = (
        ("watch", silence.watches),
        ("source", silence.sources),
        ("language", silence.languages),
        ("story", silence.stories),
        ("route", silence.routes),
    )
    parts = [f"{what} {', '.join(plain(str(one)) for one in some)}" for what, some in asked if some]
    parts = parts or ["everything"]
    if silence.up_to is not None:
        parts.append(f"up to {silence.up_to}")
    return "; ".join(parts)


def ended_line(silence: Silence, *, ended: bool) -> str:
    """What became of a silence that was to end; `ended` is whether it was not over already."""
    if not ended:
        return f"silence {silence.id} was over already, since {moment(silence.ends_at)}"
    if silence.ends_at <= silence.starts_at:
        return f"silence {silence.id} is over before it began"
    return f"silence {silence.id} is over: it held for {in_words(silence.ends_at - silence.starts_at)}"


def _time(silence: Silence, now: datetime) -> str:
    match state_of(silence, now):
        case "holds":
            return f"until {moment(silence.ends_at)} ({in_words(silence.ends_at - now)} left)"
        case "to-come":
            left, lasts = in_words(silence.starts_at - now), in_words(silence.ends_at - silence.starts_at)
            return (
                f"from {moment(silence.starts_at)} until {moment(silence.ends_at)} (in {left}, for {lasts})"
            )
        case _:
            return f"over since {moment(silence.ends_at)}"
