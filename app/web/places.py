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
    return pair_written(place.changed_at, place.story_id)


def place_of(written: str) -> WirePlace:
    """The place that an address names. Raises ValueError where it names none."""
    return WirePlace(*pair_of(written))


def mark_written(mark: WireMark) -> str:
    """The mark for an address."""
    return f"{pair_written(mark.changed_at or _EPOCH, mark.article_id)}-{mark.hit_id}"


def mark_of(written: str) -> WireMark:
    """The mark that an address names. Raises ValueError where it names none."""
    at, article, hit = _read(written, 3)
    return WireMark(time_of(at), int(article), int(hit))


def pair_written(at: datetime, number: int) -> str:
    """A time and a number for an address."""
    return f"{time_written(at)}-{number}"


def pair_of(written: str) -> tuple[datetime, int]:
    """The time and the number that an address names. Raises ValueError where it names none."""
    at, number = _read(written, 2)
    return time_of(at), int(number)


def time_written(at: datetime) -> str:
    """A time for an address: microseconds since 1970."""
    return f"{(at - _EPOCH) // _MICROSECOND}"


def time_of(written: str) -> datetime:
    """The time that digits of an address name. Raises ValueError where they name none."""
    try:
        return _EPOCH + int(written) * _MICROSECOND
    except OverflowError:
        raise ValueError("this is no place in the list") from None


def _read(written: str, count: int) -> list[str]:
    numbers = written.split("-") if _NUMBERS.fullmatch(written) else []
    if len(numbers) != count or max(map(int, numbers)) > _LARGEST:
        raise ValueError("this is no place in the list")
    return numbers
