"""Which of a page's dates is the article's: the day for which most speaks, then the best time known of that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from crawler import dates
from crawler.pages.article import Precision
from crawler.pages.date_claims import DateClaim

_QUARTER = timedelta(minutes=15)
_FURTHEST_EAST, _FURTHEST_WEST = timedelta(hours=14), timedelta(hours=-12)
# of two witnesses of one kind the second is hardly independent of the first
_SECOND_OF_KIND = 0.1
_WHOLE = 3.0
_LEAST_OF_OTHERS = 0.8
# below this a witness moves no other to its own day
_HEARD, _HEARD_DAY = 1.2, 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A claim with its weight; witnesses of one `kind` (the markup, what readers see, the address) echo each other.

    `is_local` says that readers see it, and so in the zone in which the publisher counts its days.
    """

    claim: DateClaim
    kind: str
    weight: float
    is_local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The chosen claim, how sure it is from 0 to 1, and the claims that name another day."""

    claim: DateClaim
    sure: float
    others: tuple[DateClaim, ...]


def decide(witnesses: Sequence[Witness], hints: Iterable[DateClaim] = ()) -> Verdict | None:
    """The day with the greatest weight behind it, None where nobody speaks.

    A time that others show on the day before or after, because they think in another zone, is counted for the
    day that they show. `hints` are times that fill in what a witness leaves out, but speak for no day.
    """
    witnesses = [witness for witness in witnesses if witness.weight > 0]
    if not witnesses:
        return None
    days = [_local_day(witness, witnesses) for witness in witnesses]
    totals = {day: _total(_on(day, witnesses, days)) for day in dict.fromkeys(days)}
    # the first of equals is the one named first
    best = max(totals, key=lambda day: totals[day])
    agreeing = _on(best, witnesses, days)
    rival = max((total for day, total in totals.items() if day != best), default=0.0)
    others = tuple(
        witness.claim
        for witness, day in zip(witnesses, days, strict=True)
        if day != best and witness.weight >= _LEAST_OF_OTHERS
    )
    return Verdict(
        claim=_best_time(best, [witness.claim for witness in agreeing], list(hints)),
        sure=_sure(agreeing, totals[best], rival),
        others=tuple(dict.fromkeys(others)),
    )


def _on(day: date, witnesses: Sequence[Witness], days: list[date]) -> list[Witness]:
    return [witness for witness, its_day in zip(witnesses, days, strict=True) if its_day == day]


def _total(witnesses: list[Witness]) -> float:
    by_kind: dict[str, list[Witness]] = {}
    for witness in witnesses:
        by_kind.setdefault(witness.kind, []).append(witness)
    return sum(_weight(echoes) for echoes in by_kind.values())


def _weight(echoes: list[Witness]) -> float:
    is_repeated = len({witness.claim.origin for witness in echoes}) > 1
    return max(witness.weight for witness in echoes) * (1 + _SECOND_OF_KIND * is_repeated)


def _sure(agreeing: list[Witness], total: float, rival: float) -> float:
    kinds = {witness.kind for witness in agreeing}
    sure = (0.7, 0.9, 0.97)[min(len(kinds), 3) - 1] * min(total / _WHOLE, 1.0)
    return round(sure * (1 - 0.5 * rival / max(total, rival)), 2)


def _local_day(witness: Witness, witnesses: Sequence[Witness]) -> date:
    """The day of a claim, or the neighbouring day on which readers see the same instant."""
    claim = witness.claim
    own = claim.moment.date()
    if not claim.names_zone or claim.is_day or witness.is_local:
        return own
    others = [other for other in witnesses if other.is_local and _is_heard(other)]
    if any(other.claim.moment.date() == own for other in others):
        return own
    for other in others:
        day = other.claim.moment.date()
        if abs((day - own).days) == 1 and _is_same(claim, other.claim):
            return day
    return own


def _is_heard(witness: Witness) -> bool:
    return witness.weight >= (_HEARD_DAY if witness.claim.is_day else _HEARD)


def _is_same(claim: DateClaim, shown: DateClaim) -> bool:
    """Whether `shown` can be the instant of `claim`, which names a zone, in the words of another zone."""
    if shown.is_day:
        return _is_utc(claim.moment) and _reaches(claim.moment, shown.moment.date())
    return _offset_between(claim, shown) is not None


def _is_utc(moment: datetime) -> bool:
    return moment.utcoffset() == timedelta()


def _reaches(moment: datetime, day: date) -> bool:
    bare = dates.as_utc(moment).replace(tzinfo=None)
    try:
        return (bare + _FURTHEST_WEST).date() <= day <= (bare + _FURTHEST_EAST).date()
    except OverflowError:
        return False


def _offset_between(claim: DateClaim, shown: DateClaim) -> timedelta | None:
    """The offset from UTC at which `claim` is the time that `shown` prints; None where they are two times."""
    if shown.names_zone:
        same = abs(dates.as_utc(claim.moment) - dates.as_utc(shown.moment)) < timedelta(minutes=1)
        return shown.moment.utcoffset() if same else None
    instant = dates.as_utc(claim.moment).replace(tzinfo=None)
    if Precision.MINUTE in (claim.precision, shown.precision):
        instant = instant.replace(second=0, microsecond=0)
    offset = shown.moment.replace(second=0, microsecond=0) - instant.replace(second=0, microsecond=0)
    in_range = _FURTHEST_WEST <= offset <= _FURTHEST_EAST
    return offset if in_range and not offset % _QUARTER else None


def _best_time(day: date, claims: list[DateClaim], hints: list[DateClaim]) -> DateClaim:
    """The claim that says most, moved into the zone in which it falls on `day`."""
    zoned = [claim for claim in claims if claim.names_zone and not claim.is_day]
    if zoned:
        on_the_day = [claim for claim in zoned if claim.moment.date() == day]
        return on_the_day[0] if on_the_day else _moved(zoned[0], day, claims)
    timed = next((claim for claim in claims if not claim.is_day), None)
    if timed is None:
        return claims[0]
    for hint in hints:
        if hint.names_zone and not hint.is_day and (offset := _offset_between(hint, timed)) is not None:
            return _at_offset(hint, offset, timed.origin)
    return timed


def _moved(claim: DateClaim, day: date, claims: list[DateClaim]) -> DateClaim:
    for shown in claims:
        if shown.moment.date() == day and not shown.is_day:
            offset = _offset_between(claim, shown)
            if offset is not None:
                return _at_offset(claim, offset, claim.origin)
    # only the day is shown: the nearest whole hour ahead or behind that puts the instant on it
    bare = dates.as_utc(claim.moment).replace(tzinfo=None)
    sign = 1 if day > bare.date() else -1
    for hours in range(1, 15):
        if (bare + timedelta(hours=sign * hours)).date() == day:
            return _at_offset(claim, timedelta(hours=sign * hours), claim.origin)
    return claim


def _at_offset(claim: DateClaim, offset: timedelta, origin: str) -> DateClaim:
    zone = timezone(offset) if offset else UTC
    return DateClaim(
        origin=origin, moment=dates.as_utc(claim.moment).astimezone(zone), precision=claim.precision
    )
