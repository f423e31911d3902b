"""Whether the pages of a source began to read differently: a template changed, a wall went up. Pure.

A source is compared with itself: the newest 20 pages with up to `BASELINE` before them, then the newest 60, which
shows what 20 pages are too few to tell. A change must be large, must be no accident (Fisher's exact test: the chance
of such a difference among pages that do not differ), and must go beyond all that the source's history shows in any
so many pages in a row, so that a source whose pages vary by the day of the week does not alarm.

How the figures were chosen: docs/decisions/0009-drift.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, islice, takewhile
from statistics import median

from storage.records import ARTICLE_PAGE, PageReading

RECENT = 20
STRETCHES = (RECENT, 60)
BASELINE = 200
#: With fewer pages before the recent ones than so many times as many, nothing is usual yet.
ENOUGH = 3
#: How many pages come in between two looks.
STEP = 5
#: How unlikely a difference must be among pages that do not differ.
CHANCE = 1e-9
#: How far a share must move, and by which factor a length, and how far the agreement of the readers.
SHARE_MOVED = 0.3
#: How far, as a part of that, beyond all that the history shows.
BEYOND = 0.5
LENGTH_MOVED = math.log(2)
AGREEMENT_MOVED = 0.15
#: So many pages in a row that show nothing, behind at least so many that were all articles, are a change by themselves.
COLLAPSED, COLLAPSED_FROM = 12, 8
SHOWS_NOTHING = frozenset({"empty", "error-page", "challenge", "consent-wall", "not-html"})
#: The fields whose share of pages is watched. Tags, agencies and the like come and go with the topic.
FIELDS = ("title", "authors", "published_at", "section", "image_url")
ARTICLES, TEXT_LENGTH, AGREEMENT = "articles", "text length", "agreement"

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedReading:
    """A page's reading and its time."""

    reading: PageReading
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed, in words and figures, since when, and a page that shows it."""

    subject: str
    detail: str
    before: float
    after: float
    since_at: datetime
    example_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that is measured of each page: `value` is None for a page that says nothing of it.

    What is measured is a share (values 0 and 1) or a level. `down` and `up` say which changes matter, `moved`
    how large one must be.
    """

    name: str
    value: Callable[[PageReading], float | None]
    moved: float
    is_share: bool = True
    down: bool = True
    up: bool = True
    worded: Callable[[float], str] = lambda share: f"{share:.0%}".replace("%", " %")


def _field(name: str) -> Subject:
    return Subject(
        name=name,
        value=lambda reading: float(name in reading.found) if reading.kind == ARTICLE_PAGE else None,
        moved=SHARE_MOVED,
    )


SUBJECTS: Mapping[str, Subject] = {
    subject.name: subject
    for subject in (
        *map(_field, FIELDS),
        Subject(
            name=ARTICLES,
            value=lambda reading: float(reading.kind == ARTICLE_PAGE),
            moved=SHARE_MOVED,
            up=False,
        ),
        Subject(
            name=TEXT_LENGTH,
            value=lambda reading: (
                math.log(reading.text_length)
                if reading.kind == ARTICLE_PAGE and reading.text_length
                else None
            ),
            moved=LENGTH_MOVED,
            is_share=False,
            worded=lambda length: f"{math.exp(length):.0f}",
        ),
        Subject(
            name=AGREEMENT,
            value=lambda reading: reading.agreement if reading.kind == ARTICLE_PAGE else None,
            moved=AGREEMENT_MOVED,
            is_share=False,
            up=False,
            worded=lambda agreement: f"{agreement:.2f}",
        ),
    )
}


_Series = list[tuple[DatedReading, float]]


def changes(
    readings: Sequence[DatedReading],
    *,
    known: frozenset[str] = frozenset(),
    spared: Mapping[str, Sequence[Interval]] | None = None,
    new: int = 1,
) -> Iterator[Change]:
    """What changed among the readings of one source, the oldest first; subjects in `known` are passed over.

    `spared` holds, by subject, the times of earlier changes that are over: they are no part of what is usual. The
    `new` last readings were not judged yet. They are looked at as they came: were a hundred looked at together,
    the change would be part of what it is compared with.
    """
    for name, subject in SUBJECTS.items():
        if name in known:
            continue
        series = _series(subject, readings, (spared or {}).get(name, ()))
        if name == ARTICLES and _has_collapsed(series):
            yield _change(subject, series, COLLAPSED)
            continue
        ends = range(len(series) - (max(new, 1) - 1) // STEP * STEP, len(series) + 1, STEP)
        found = (_last_change(subject, series[: max(end, 0)]) for end in ends)
        yield from islice(filter(None, found), 1)


def _last_change(subject: Subject, series: _Series) -> Change | None:
    for stretch in STRETCHES:
        compared = series[-BASELINE - stretch :]
        values = _values(compared)
        before, after = values[:-stretch], values[-stretch:]
        if len(before) >= ENOUGH * stretch and _has_changed(subject, before, after):
            return _change(subject, compared, stretch)
    return None


def _has_collapsed(series: _Series) -> bool:
    """Whether every page was an article, and none is any more: that takes fewer pages to tell than a change of shares.

    Pages that are something of their own, such as videos, may come in a row; those that show nothing may not.
    """
    newest_first = reversed([dated.reading.kind for dated, _ in series])
    run = sum(1 for _ in takewhile(SHOWS_NOTHING.__contains__, newest_first))
    before = [value for _, value in series[: len(series) - run]][-BASELINE:]
    return run >= COLLAPSED and len(before) >= COLLAPSED_FROM and all(before)


def has_recovered(subject: str, readings: Sequence[DatedReading], before: float, after: float) -> bool:
    """Whether the newest pages are as those before the change again."""
    measured = SUBJECTS[subject]
    recent = _values(_series(measured, readings, ())[-RECENT:])
    return len(recent) == RECENT and abs(_level(measured, recent) - before) <= abs(after - before) / 3


def has_settled(subject: str, readings: Sequence[DatedReading], since_at: datetime) -> bool:
    """Whether so many pages were read since the change that it is what is usual now."""
    series = _series(SUBJECTS[subject], readings, ())
    return sum(dated.read_at >= since_at for dated, _ in series) >= BASELINE


def _series(subject: Subject, readings: Sequence[DatedReading], spared: Sequence[Interval]) -> _Series:
    measured = ((dated, subject.value(dated.reading)) for dated in readings)
    series = [(dated, value) for dated, value in measured if value is not None]
    for start, end in spared:
        series = [(dated, value) for dated, value in series if not start <= dated.read_at < end]
    return series


def _values(series: _Series) -> list[float]:
    return [value for _, value in series]


def _level(subject: Subject, values: Sequence[float]) -> float:
    return sum(values) / len(values) if subject.is_share else median(values)


def _has_changed(subject: Subject, before: list[float], after: list[float]) -> bool:
    usual, now = _level(subject, before), _level(subject, after)
    if abs(now - usual) < subject.moved or not (subject.down if now < usual else subject.up):
        return False
    starts = range(0, len(before) - len(after) + 1, 2)
    seen = [_level(subject, before[start : start + len(after)]) for start in starts]
    margin = subject.moved * BEYOND
    if min(seen) - margin < now < max(seen) + margin:
        return False
    if subject.is_share:
        ones, of_them = sum(before), sum(after)
    else:
        # As a share: how many pages lie beyond nine tenths of those before.
        bound = sorted(before)[len(before) // 10 if now < usual else -1 - len(before) // 10]
        sign = 1 if now < usual else -1
        ones = sum(sign * value < sign * bound for value in before)
        of_them = sum(sign * value < sign * bound for value in after)
    return _chance(int(ones), len(before), int(of_them), len(after)) < CHANCE


def _chance(ones: int, size: int, recent_ones: int, recent: int) -> float:
    """The chance of a difference like this or greater, in its direction, by Fisher's exact test."""
    total = ones + recent_ones
    if recent_ones * size > ones * recent:
        range_ = range(recent_ones, min(recent, total) + 1)
    else:
        range_ = range(max(0, total - size), recent_ones + 1)
    ways = sum(math.comb(recent, count) * math.comb(size, total - count) for count in range_)
    return ways / math.comb(size + recent, total)


def _change(subject: Subject, series: _Series, stretch: int) -> Change:
    values = _values(series)
    split = _split(values, stretch)
    before, after = _level(subject, values[:split]), _level(subject, values[split:])
    middle = (before + after) / 2
    showing = [dated for dated, value in series[split:] if (value < middle) == (after < before)]
    newest = showing[-1] if showing else series[-1][0]
    detail = f"{subject.name} {subject.worded(before)} -> {subject.worded(after)}"
    if subject.name == ARTICLES:
        detail += f" of pages, {newest.reading.kind} instead"
    return Change(
        subject=subject.name,
        detail=detail,
        before=before,
        after=after,
        since_at=series[split][0].read_at,
        example_url=newest.reading.url,
    )


def _split(values: Sequence[float], stretch: int) -> int:
    """Where in the last pages the change lies: the place that leaves the least variance on its two sides."""
    sums, count = [0.0, *accumulate(values)], len(values)

    def explained(at: int) -> float:
        rest = sums[count] - sums[at]
        return sums[at] ** 2 / at + rest**2 / (count - at)

    return max(range(max(1, count - 2 * stretch), count), key=explained)
