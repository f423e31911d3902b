"""The kinds of value that the rows of archive files are made of, each with what it refuses and why."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

_HALF = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[\x00-\x20\x7f]")


def _stored(text: str) -> str:
    """No database takes a NUL in a text, or half a character."""
    if "\x00" in text:
        raise ValueError("holds a NUL")
    if not text.isascii() and _HALF.search(text):
        raise ValueError("holds half a surrogate pair")
    return text


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one or _SPACE.search(text):
        raise ValueError("is no http(s) address")
    return text


def _time(given: object) -> datetime:
    moment = _moment(given)
    if moment is None:
        raise ValueError("is no time of ISO 8601")
    if moment.tzinfo is None:
        raise ValueError("is a time without a zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside of the calendar") from None


def _moment(given: object) -> datetime | None:
    if isinstance(given, datetime):
        return given
    try:
        return datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


Words = Annotated[str, AfterValidator(_stored)]
#: Short, for PostgreSQL indexes some of them.
Label = Annotated[str, Field(max_length=500), AfterValidator(_stored)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_stored)]
Address = Annotated[str, Field(max_length=100_000), AfterValidator(_stored), AfterValidator(_address)]
Time = Annotated[datetime, BeforeValidator(_time)]
Precision = Literal["day", "minute", "second"]
