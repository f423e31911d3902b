"""What a route remembers of two stories that turn out to be one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from alerts.routing.settling import joined
from storage.records import Severity, StoryNoticeKind, StoryOnRoute, gravest


def united(stays: StoryOnRoute, goes: StoryOnRoute) -> StoryOnRoute:
    """The memory of the story that `stays`, when the other one is put into it: nothing that waits is lost.

    It was told if either was: what waits as its first report is no longer that. Both are of one route.
    """
    held = stays.held if goes.held is None else joined(stays.held, goes.held)
    first_told_at = _first(stays.first_told_at, goes.first_told_at)
    if held is not None and first_told_at is not None and held.kind is StoryNoticeKind.FIRST_REPORT:
        held = replace(held, kind=StoryNoticeKind.REPEAT)
    return replace(
        stays,
        first_told_at=first_told_at,
        last_told_at=_last(stays.last_told_at, goes.last_told_at),
        voices=max(stays.voices, goes.voices),
        severity=_graver(stays.severity, goes.severity),
        copies=stays.copies + goes.copies,
        joined=stays.joined + goes.joined,
        held=held,
    )


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def _last(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other


def _graver(one: Severity | None, other: Severity | None) -> Severity | None:
    return gravest(one, other) if one and other else one or other
