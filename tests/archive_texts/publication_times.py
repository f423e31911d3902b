"""When articles were published: often at the same moment as others, and in no order."""

import random
from datetime import UTC, datetime, timedelta

_FIRST = datetime(2019, 1, 1, tzinfo=UTC)
_LAST = datetime(2026, 11, 1, tzinfo=UTC)
_SHARED = tuple(_LAST - timedelta(days=day, hours=day % 5) for day in range(0, 400, 20))


def publication_time(rng: random.Random) -> datetime | None:
    """A moment in UTC; None for one article in twelve."""
    draw = rng.random()
    if draw < 0.08:
        return None
    if draw < 0.24:
        return rng.choice(_SHARED)
    if draw < 0.36:
        return _moment(rng).replace(hour=0, minute=0, second=0)
    if draw < 0.375:
        return datetime(
            rng.randint(1890, 1969), rng.randint(1, 12), rng.randint(1, 28), rng.randrange(24), tzinfo=UTC
        )
    if draw < 0.385:
        return datetime(rng.randint(2030, 2120), rng.randint(1, 12), rng.randint(1, 28), tzinfo=UTC)
    if draw < 0.39:
        return rng.choice((datetime(1970, 1, 1, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)))
    if draw < 0.42:
        return _moment(rng).replace(microsecond=rng.choice((1, 500_000, 999_999)))
    return _moment(rng)


def _moment(rng: random.Random) -> datetime:
    return _FIRST + timedelta(minutes=rng.randrange(int((_LAST - _FIRST).total_seconds()) // 60))
