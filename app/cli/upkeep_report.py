"""Runs of the upkeep in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.cli.sizes import size_words
from app.cli.terminal import ago, moment, plain
from storage.records import UpkeepReport


def upkeep_lines(report: UpkeepReport) -> Iterator[str]:
    """What a run did: a line for each kind of work, and what the archive takes on the disk since."""
    took = (report.finished_at - report.started_at).total_seconds()
    ended = "" if report.whole else ", ended before it was whole"
    yield f"upkeep by the {report.by}, {moment(report.started_at)}, {took:.1f} s{ended}"
    for step in report.steps:
        says = f"FAILED: {plain(step.trouble)}" if step.trouble else plain(step.says)
        held = f", writers waited {step.longest_hold * 1000:.0f} ms at most" if step.longest_hold else ""
        yield f"  {step.name}: {says} ({step.seconds:.1f} s{held})"
    if report.sizes:
        sizes = ", ".join(f"{kind} {size_words(size)}" for kind, size in report.sizes.items())
        yield f"  on disk: {sizes}; {report.articles} articles"


def upkeep_line(report: UpkeepReport, now: datetime) -> str:
    """The last run in a line: when, and what of it is worth a look."""
    failed = [step.name for step in report.steps if step.trouble]
    gone = next((step.says for step in report.steps if step.name == "retention" and step.says), None)
    facts = [f"last {ago(report.finished_at, now)}"]
    if gone is not None:
        facts.append(gone)
    if failed:
        facts.append(f"FAILED: {', '.join(failed)} (wirewatch upkeep --last)")
    elif not report.whole:
        facts.append("ended before it was whole")
    return ", ".join(facts)
