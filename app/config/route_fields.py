"""The kinds of value that routes are made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from alerts.routing.quiet import leaves_time, parse_quiet
from alerts.routing.schedule import parse_digest
from app.config.measures import format_duration, parse_duration
from app.config.similar import similar

NEVER = "never"
_LONGEST = timedelta(days=366)


def _digest(written: str) -> str:
    if written != NEVER:
        parse_digest(written)
    return written


def _quiet(written: str) -> str:
    parse_quiet(written)
    return written


def _some_time(written: tuple[str, ...]) -> tuple[str, ...]:
    if not leaves_time(map(parse_quiet, written)):
        raise ValueError("leaves no minute of the week: nobody would ever be told")
    return written


def _zone(written: str) -> str:
    try:
        ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        like = similar(written, sorted(available_timezones()))
        raise ValueError(f'must be a time zone such as "Europe/Berlin"{like}') from None
    return written


def _span(written: object) -> timedelta:
    return parse_duration(written if isinstance(written, str) else "")


def _wait(span: timedelta) -> timedelta:
    if span > timedelta(days=1):
        raise ValueError("must lie between 0s and 1d")
    return span


def _interval(written: object) -> timedelta:
    """No time at all stands for "never"."""
    if written == NEVER:
        return timedelta(0)
    try:
        span = _span(written)
    except ValueError as error:
        raise ValueError(f'{error}, or "{NEVER}"') from None
    if not timedelta(seconds=1) <= span <= _LONGEST:
        raise ValueError(f'must lie between 1s and 366d, or be "{NEVER}"')
    return span


def _some(written: tuple[str, ...]) -> tuple[str, ...]:
    if not written:
        raise ValueError("is empty: without this key any will do")
    return written


def _interval_written(span: timedelta) -> str:
    return format_duration(span) if span else NEVER


T = TypeVar("T")
SomeOf = Annotated[tuple[T, ...], Field(strict=False, max_length=1000), AfterValidator(_some)]
SeverityName = Literal["info", "warning", "critical"]
GroupWait = Annotated[
    timedelta, BeforeValidator(_span), AfterValidator(_wait), PlainSerializer(format_duration)
]
RepeatInterval = Annotated[timedelta, BeforeValidator(_interval), PlainSerializer(_interval_written)]
DigestTimes = Annotated[str, AfterValidator(_digest)]
QuietHours = Annotated[
    tuple[Annotated[str, AfterValidator(_quiet)], ...],
    Field(strict=False, max_length=50),
    AfterValidator(_some_time),
]
Zone = Annotated[str, AfterValidator(_zone)]
Outlets = Annotated[int, Field(ge=2, le=1000)]
