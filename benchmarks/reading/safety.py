"""Whether reading is safe: every page as it is, and mutants of the pages, in processes of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.measure import percentile
from benchmarks.mutation_run import Outcome, SavedPage, mutant_readings, readings
from benchmarks.reading.sets import DATES, LabelledSet
from crawler.pages import PageKind

MUTANTS = 20_000
QUICK_MUTANTS = 200
_SHOWN = 20


@dataclass(slots=True, kw_only=True)
class Safety:
    """What went wrong; `refused` are articles that the reader took for something else. CPU in seconds."""

    pages: int = 0
    articles: int = 0
    failures: list[Outcome] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    mutants: int = 0
    mutant_failures: list[Outcome] = field(default_factory=list)
    mutant_cpu: list[float] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report."""
        yield f"{self.pages} pages as they are: {len(self.failures)} exceptions, {len(self.refused)} refused"
        yield from (f"  {outcome}" for outcome in [*self.failures, *self.refused][:_SHOWN])
        if self.mutants:
            p50, p99 = (1000 * percentile(self.mutant_cpu, share) for share in (0.5, 0.99))
            longest = 1000 * max(self.mutant_cpu)
            yield (
                f"{self.mutants} mutants: {len(self.mutant_failures)} exceptions; CPU ms a mutant: "
                f"p50 {p50:.1f}, p99 {p99:.0f}, max {longest:.0f}"
            )
            yield from (f"  {outcome}" for outcome in self.mutant_failures[:_SHOWN])


def examined(sets: Sequence[LabelledSet], mutants: int) -> Safety:
    """Read every page of the sets, and this many mutants of them."""
    articles = {
        labelled.saved(gold).name
        for labelled in sets
        if labelled.name != DATES
        for gold in labelled.gold
        if gold["text"]
    }
    pages: list[SavedPage] = [labelled.saved(gold) for labelled in sets for gold in labelled.gold]
    safety = Safety(pages=len(pages), articles=len(articles), mutants=mutants)
    for outcome in readings(pages):
        if outcome.failure:
            safety.failures.append(outcome)
        elif outcome.page in articles and outcome.kind is not PageKind.ARTICLE:
            safety.refused.append(outcome)
    for outcome in mutant_readings(pages, mutants):
        safety.mutant_cpu.append(outcome.cpu)
        if outcome.failure:
            safety.mutant_failures.append(outcome)
    return safety
