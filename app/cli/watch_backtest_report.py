"""What a backtest came to, for people and for programs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.cli.plots import can_plot, counted_days, day_lines
from app.cli.shown_match import aliases_shown, said, sentence_line
from app.cli.terminal import moment, plain
from app.shown.article_rows import article_texts
from app.shown.evidence import evidence_rows

if TYPE_CHECKING:
    from app.cli.asked import Asked
    from app.cli.watch_backtest import Change, Tested
    from storage.search import BacktestHit, Period

_SOURCES_SHOWN = 8


def document(asked: Asked, tested: Tested, change: Change | None, period: Period) -> dict[str, Any]:
    """One object: the figures, the articles by number, and samples."""
    told: dict[str, Any] = {
        "watch": asked.name,
        "query": str(asked.query),
        "since": period.since,
        "until": period.until,
        "hits": tested.counts.hits,
        "verified": tested.verified,
        "by_day": {f"{day}": count for day, count in sorted(tested.counts.by_day.items())},
        "by_source": dict(tested.counts.by_source.most_common()),
        "articles": list(tested.hits),
        "samples": [_row(hit) for hit in tested.samples],
        "against": None,
    }
    if change is not None:
        told["against"] = {
            "query": str(change.before.query),
            "label": change.before.label,
            "note": change.before.note,
            "hits": change.hits,
            "added": list(change.added),
            "dropped": list(change.dropped),
            "dropped_samples": [_row(hit) | {"lacks": lacks} for hit, lacks in change.dropped_samples],
        }
    return told


def print_report(asked: Asked, tested: Tested, change: Change | None, period: Period, now: datetime) -> None:
    """The same for people."""
    count = tested.counts.hits
    print(f"{plain(str(asked))}: {_counted(count)} {_when(period)}")
    if asked.name is not None:
        print(f"  {plain(str(asked.query))}")
    if count:
        _print_figures(tested, period, now)
    if change is None:
        if tested.samples:
            print()
        for hit in tested.samples:
            _print_hit(hit)
        _print_rest(count - len(tested.samples), len(tested.samples))
        return
    before = change.before
    print(f"\nagainst {plain(before.label)}, which has {_counted(change.hits)}")
    if before.label != str(before.query):
        print(f"  {plain(str(before.query))}")
    if before.note:
        print(f"  note: {before.note}")
    print(f"\nadded: {len(change.added)}")
    for hit in tested.samples:
        _print_hit(hit)
    _print_rest(len(change.added) - len(tested.samples), len(tested.samples))
    print(f"\ndropped: {len(change.dropped)}")
    for hit, lacks in change.dropped_samples:
        _print_hit(hit)
        print(f"    now: {lacks}")
    _print_rest(len(change.dropped) - len(change.dropped_samples), len(change.dropped_samples))


def _print_figures(tested: Tested, period: Period, now: datetime) -> None:
    counts = tested.counts
    print()
    if can_plot():
        first = min(counts.by_day) if period.since is None else period.since.date()
        # a period ends before its end
        end = now if period.until is None else min(period.until - timedelta(microseconds=1), now)
        last = max(end.date(), max(counts.by_day))
        width = min(shutil.get_terminal_size().columns - 4, 100)
        lines: Iterable[str] = day_lines(counts.by_day, first, last, width=width)
    else:
        lines = counted_days(counts.by_day)
    for line in lines:
        print(f"  {line}".rstrip())
    shown = counts.by_source.most_common(_SOURCES_SHOWN)
    named = ", ".join(f"{plain(source)} {count}" for source, count in shown)
    rest = len(counts.by_source) - len(shown)
    print(f"\n  sources: {named}{f' and {rest} more' if rest else ''}")


def _print_hit(hit: BacktestHit) -> None:
    for line in _lines(hit):
        print(line)


def _lines(hit: BacktestHit) -> Iterator[str]:
    archived, found = hit.article, hit.evidence
    fields = article_texts(archived)
    what = said(fields, found)
    title = plain(archived.article.title or archived.article.url)
    where = f"({plain(archived.source)}, {moment(archived.revised_at)})"
    yield f"  {archived.id}  {title} {where}{f'  {what}' if what else ''}"
    if sentence := sentence_line(fields, found):
        yield f"    {sentence}"
    if stand_in := aliases_shown(fields, found.spans):
        yield f"    {'; '.join(stand_in)}"


def _row(hit: BacktestHit) -> dict[str, Any]:
    archived, found = hit.article, hit.evidence
    fields = article_texts(archived)
    sentence = found.sentence
    return {
        "id": archived.id,
        "revision": archived.revision,
        "source": archived.source,
        "title": archived.article.title,
        "url": archived.article.url,
        "hit_at": archived.revised_at,
        "polarity": found.polarity,
        "cue": None if found.cue is None else fields[found.cue.field][found.cue.start : found.cue.end],
        "sentence": None if sentence is None else fields[sentence.field][sentence.start : sentence.end],
        "evidence": evidence_rows(fields, found),
    }


def _print_rest(count: int, shown: int) -> None:
    if count > 0:
        print(f"  {'... and ' if shown else ''}{count} more; --samples shows more of them")


def _counted(count: int) -> str:
    return "no hits" if not count else "1 hit" if count == 1 else f"{count:,} hits"


def _when(period: Period) -> str:
    since = "" if period.since is None else f"since {moment(period.since)}"
    until = "" if period.until is None else f"before {moment(period.until)}"
    return " and ".join(filter(None, (since, until))) or "in the whole archive"
