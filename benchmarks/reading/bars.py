"""The bars of reading, as named checks over the figures. Pure: what was not run is not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.measure import Bar
from benchmarks.reading.figures import ALL, OURS, SetFigures
from benchmarks.reading.kinds import Naming
from benchmarks.reading.safety import Safety

#: Of each set the least that each measure may be.
LEAST: Mapping[str, Mapping[str, float]] = {
    "news-421": {"F1": 0.940, "title": 0.88, "authors": 0.82, "day": 0.90},
    "articles-793": {"F1": 0.945, "title": 0.82, "authors": 0.78, "day": 0.90},
    "evaluation-80": {"F1": 0.965},
    "publishers-dev": {"F1": 0.960, "title": 0.85, "authors": 0.90, "day": 0.98, "instant": 0.96},
    "dates": {"F": 0.958},
}
TRAFILATURA = ("trafilatura", "trafilatura-precision")
MOST_CPU_RATIO = 0.8
MOST_P99_MS = 1_000
MOST_REFUSED = 0.005
LEAST_NAMED = 0.95
LEAST_FORMS = 40


def quality(sets: Mapping[str, SetFigures], *, whole: bool) -> Iterator[Bar]:
    """What only whole sets, or halves of them, can show; where `whole`, all of them were read."""
    for name, figures in sets.items():
        for measure, least in LEAST.get(name, {}).items():
            measured = figures.scores[OURS][measure]
            yield Bar(name=f"{name} {measure}", measured=measured, limit=least, unit="", at_least=True)
        for peer in TRAFILATURA:
            if peer in figures.against and name != ALL:
                difference = figures.against[peer].difference
                yield Bar(name=f"{name} F1 above {peer}", measured=difference, limit=0, unit="", above=True)
    for peer in TRAFILATURA:
        if whole and peer in sets[ALL].against:
            low = sets[ALL].against[peer].low
            name = f"all sets F1 above {peer}, lower bound"
            yield Bar(name=name, measured=low, limit=0, unit="", above=True)


def cost(together: SetFigures) -> Iterator[Bar]:
    """The CPU of all pages that were read, beside trafilatura with metadata."""
    p99 = together.scores[OURS]["p99"]
    yield Bar(name="CPU p99 a page", measured=p99, limit=MOST_P99_MS, unit="ms")
    if TRAFILATURA[0] in together.against:
        ratio = together.against[TRAFILATURA[0]].cpu_ratio
        yield Bar(name="CPU a page, ours/trafilatura", measured=ratio, limit=MOST_CPU_RATIO, unit="")


def safe(safety: Safety, *, sampled: bool) -> Iterator[Bar]:
    """Nothing raised, nothing that ended a process or took too long, and no article turned away."""
    yield Bar(name=f"exceptions on {safety.pages} pages", measured=len(safety.failures), limit=0, unit="")
    if safety.articles and not sampled:
        refused = len(safety.refused) / safety.articles
        yield Bar(name="articles refused", measured=refused, limit=MOST_REFUSED, unit="")
    if safety.mutants:
        count = len(safety.mutant_failures)
        yield Bar(name=f"exceptions on {safety.mutants} mutants", measured=count, limit=0, unit="")


def named(naming: Naming) -> Iterator[Bar]:
    """What is no article is called what it is."""
    yield Bar(
        name="page forms of no article", measured=naming.others, limit=LEAST_FORMS, unit="", at_least=True
    )
    yield Bar(name="of them named", measured=naming.named, limit=LEAST_NAMED, unit="", at_least=True)


def judged(
    sets: Mapping[str, SetFigures],
    together: SetFigures | None,
    safety: Safety,
    naming: Naming,
    *,
    sampled: bool,
    whole: bool,
) -> Sequence[Bar]:
    """All bars that this run can judge: of a small sample only cost and safety."""
    bars = [] if sampled else list(quality(sets, whole=whole))
    if together is not None:
        bars += cost(together)
    return [*bars, *named(naming), *safe(safety, sampled=sampled)]
