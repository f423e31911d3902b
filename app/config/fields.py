"""The kinds of value that the configuration's tables are made of, each with what it refuses and why.

Messages of values that may be secret never quote the value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

import watch
from app.config import refusals
from app.config.measures import format_duration, format_size, parse_clock, parse_duration, parse_size
from app.config.secrets import CapabilityUrl, DatabaseUrl, Reference, Secret, SecretUrl, Surroundings

R = TypeVar("R", bound=Reference)


def _from_text(parse: Callable[[str], timedelta | int]) -> Callable[[object], object]:
    def read(written: object) -> object:
        return parse(written if isinstance(written, str) else "")

    return read


def _between(least: timedelta, most: timedelta) -> Callable[[timedelta], timedelta]:
    def check(duration: timedelta) -> timedelta:
        if not least <= duration <= most:
            raise ValueError(f"must lie between {format_duration(least)} and {format_duration(most)}")
        return duration

    return check


def _clock(written: str) -> str:
    parse_clock(written)
    return written


def _query(written: object, info: ValidationInfo) -> watch.Query:
    if not isinstance(written, str):
        raise PydanticCustomError("query_type", "must be a query in quotes")
    try:
        return watch.parse(written, info.context.aliases if isinstance(info.context, Surroundings) else None)
    except watch.WatchSyntaxError as error:
        before = written[: error.column - 1]
        rows = before.count("\n")
        found = {
            "message": f"{error.message}. {error.suggestion}" if error.suggestion else error.message,
            "column": error.column - (before.rfind("\n") + 1),
            "row": rows + 1 if "\n" in written.strip("\n") else None,
        }
        raise PydanticCustomError("query_syntax", "{message}", found) from None


def _header(refused: Mapping[str, str]) -> AfterValidator:
    return AfterValidator(lambda written: refusals.header_name(written, refused))


def checked(check: Callable[[str], object]) -> AfterValidator:
    """A validator that shows the resolved text of a reference to `check` and keeps the reference."""

    def look(reference: R) -> R:
        check(reference.value)
        return reference

    return AfterValidator(look)


def _duration(least: timedelta, most: timedelta) -> tuple[BeforeValidator, AfterValidator, PlainSerializer]:
    return (
        BeforeValidator(_from_text(parse_duration)),
        AfterValidator(_between(least, most)),
        PlainSerializer(format_duration),
    )


#: Stands for no end: a source whose articles are kept, whatever holds for the others.
EVER = timedelta.max
_KEPT = timedelta(days=1), timedelta(days=36_500)


def _kept_for(written: str) -> timedelta:
    return EVER if written == "ever" else parse_duration(written)


def _kept_within(duration: timedelta) -> timedelta:
    return duration if duration == EVER else _between(*_KEPT)(duration)


def _kept_written(duration: timedelta) -> str:
    return "ever" if duration == EVER else format_duration(duration)


Interval = Annotated[timedelta, *_duration(timedelta(seconds=1), timedelta(days=366))]
Delay = Annotated[timedelta, *_duration(timedelta(0), timedelta(hours=1))]
Timeout = Annotated[timedelta, *_duration(timedelta(seconds=1), timedelta(minutes=10))]
Retention = Annotated[timedelta, *_duration(*_KEPT)]
SourceRetention = Annotated[
    timedelta,
    BeforeValidator(_from_text(_kept_for)),
    AfterValidator(_kept_within),
    PlainSerializer(_kept_written),
]
CpuTime = Annotated[timedelta, *_duration(timedelta(milliseconds=100), timedelta(seconds=8))]
Size = Annotated[
    int, BeforeValidator(_from_text(parse_size)), Field(ge=1000, le=10**9), PlainSerializer(format_size)
]
DailyTime = Annotated[str, AfterValidator(_clock)]
Name = Annotated[str, AfterValidator(refusals.name)]
WebAddress = Annotated[str, AfterValidator(refusals.web_address)]
Country = Annotated[str, AfterValidator(refusals.country)]
Language = Annotated[str, AfterValidator(refusals.language)]
Selector = Annotated[str, AfterValidator(refusals.selector)]
Query = Annotated[watch.Query, PlainValidator(_query), PlainSerializer(str)]
Contact = Annotated[str, AfterValidator(refusals.contact)]
Agent = Annotated[str, AfterValidator(refusals.agent)]
AgentReference = Annotated[Reference, checked(refusals.agent)]
Mailbox = Annotated[str, AfterValidator(refusals.mail_address)]
Token = Annotated[str, AfterValidator(refusals.token)]
FolderName = Annotated[str, AfterValidator(refusals.folder)]
Host = Annotated[str, AfterValidator(refusals.host)]
AllowedHost = Annotated[str, AfterValidator(refusals.allowed_host)]
SourceHeader = Annotated[str, _header(refusals.SAID_ELSEWHERE)]
WebhookHeader = Annotated[str, _header(refusals.SIGNED)]
HeaderValue = Annotated[Secret, checked(refusals.header_value)]
CookieValue = Annotated[Secret, checked(refusals.cookie_value)]
ProxyAddress = Annotated[SecretUrl, checked(refusals.proxy)]
DatabaseAddress = Annotated[DatabaseUrl, checked(refusals.database)]
SigningKey = Annotated[Secret, checked(refusals.signing_key)]
WebhookAddress = Annotated[CapabilityUrl, checked(refusals.webhook)]
