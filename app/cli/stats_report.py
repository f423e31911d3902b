"""`wirewatch stats` in words and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from app.cli.plots import can_plot, counted_days, day_lines
from app.cli.sizes import size_words
from app.cli.terminal import moment, plain
from scheduler.counted import counted
from storage.archive_stats import Holdings, SourceRate
from storage.growth import Growth

Counts = Sequence[SourceRate] | Counter[date] | Counter[str]


def stats_lines(held: Holdings, usual: float, counts: Counts, grows: Growth, *, width: int) -> Iterator[str]:
    """The holdings, the counts, the disk."""
    revisions = counted(held.revisions, "revision")
    span = f", {moment(held.first_at)} to {moment(held.last_at)}" if held.first_at else ""
    yield f"{counted(held.articles, 'article')} in {revisions}{span}; {usual:g} a day usually"
    yield from _count_lines(counts, width)
    if grows.sizes:
        sizes = ", ".join(
            f"{kind} {size_words(size)}" for kind, size in sorted(grows.sizes.items(), key=_largest)
        )
        yield f"on disk: {size_words(grows.whole)}; {sizes} (at {moment(grows.measured_at)})"
    else:
        yield f"on disk: {size_words(grows.whole)}; wirewatch upkeep measures what takes it"
    yield (f"a day adds {size_words(grows.per_day)} ({grows.basis}): {size_words(grows.in_a_year)} in a year")


def stats_document(by: str, held: Holdings, usual: float, counts: Counts, grows: Growth) -> dict[str, Any]:
    """The same for programs."""
    rows: list[dict[str, Any]]
    if isinstance(counts, Counter):
        rows = [{by: key or None, "articles": count} for key, count in sorted(counts.items(), key=str)]
    else:
        rows = [asdict(one) for one in counts]
    disk = asdict(grows) | {"in_a_year": grows.in_a_year}
    return asdict(held) | {"usual_per_day": usual, "by": by, "counts": rows, "disk": disk}


def _largest(item: tuple[str, int]) -> int:
    return -item[1]


def _count_lines(counts: Counts, width: int) -> Iterator[str]:
    if not isinstance(counts, Counter):
        yield from _source_lines(counts)
        return
    days = {key: count for key, count in counts.items() if isinstance(key, date)}
    if days and can_plot():
        yield from day_lines(days, min(days), max(days), width=width)
    elif days:
        yield from counted_days(days)
    else:
        for language, count in counts.most_common():
            yield f"{count:>9}  {plain(str(language)) or 'of unknown language'}"


def _source_lines(counts: Sequence[SourceRate]) -> Iterator[str]:
    yield f"{'articles':>9}  {'a day':>7}  {'the last':<20}  source"
    for one in counts:
        yield f"{one.articles:>9}  {one.usual:>7g}  {moment(one.last_at):<20}  {plain(one.source)}"
