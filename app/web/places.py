"""Places in a list, as the addresses of pages carry them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from storage.stories import WireMark, WirePlace

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NUMBERS = re.compile(r"[0-9]{1,19}(-[0-9]{1,19}){1,2}")
_LARGEST = 2**63 - 1


def place_written(place: WirePlace) -> str:
    """The place for an address."""
    return f"{_micros(place.changed_at)}-{place.story_id}"


def place_of(written: str) -> WirePlace:
    """The place that an address names. Raises ValueError where it names none."""
    at, story = _read(written, 2)
    return WirePlace(_moment(at), story)


def mark_written(mark: WireMark) -> str:
    """The mark for an address."""
    return f"{_micros(mark.changed_at or _EPOCH)}-{mark.article_id}-{mark.hit_id}"


def mark_of(written: str) -> WireMark:
    """The mark that an address names. Raises ValueError where it names none."""
    at, article, hit = _read(written, 3)
    return WireMark(_moment(at), article, hit)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _moment(micros: int) -> datetime:
    try:
        return _EPOCH + micros * _MICROSECOND
    except OverflowError:
        raise ValueError("this is no place in the list") from None


def _read(written: str, count: int) -> list[int]:
    numbers = list(map(int, written.split("-"))) if _NUMBERS.fullmatch(written) else []
    if len(numbers) != count or max(numbers) > _LARGEST:
        raise ValueError("this is no place in the list")
    return numbers
