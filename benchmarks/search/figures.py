"""What one run found, and the bars that it is held to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.measure import Bar
from benchmarks.search.timing import FIRST, Timed

OURS = "wirewatch, "
DATED = ", with dates"

#: The most for a rare term on PostgreSQL, for a first result where the rest is streamed, in milliseconds.
_RARE, _SOON = 5.0, 20.0
_GROWTH = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFigures:
    """One form of query, with or without dates, in an archive of so many articles.

    `grows` is told where a larger archive must not take much longer: of the newest 20.
    """

    articles: int
    form: str
    limit: float
    exact: bool
    grows: bool
    by_contender: Mapping[str, Timed]


@dataclass(kw_only=True)
class Figures:
    """All that was measured; the seconds that builds took, and the process's megabytes, by archive."""

    forms: list[FormFigures] = field(default_factory=list)
    built: Mapping[str, float] = field(default_factory=dict)
    megabytes: dict[int, float] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "built in seconds": dict(self.built),
            "megabytes of this process": self.megabytes,
            "forms": [
                {
                    "articles": one.articles,
                    "form": one.form,
                    "contenders": {
                        name: {
                            "p50": timed.p50,
                            "p95": timed.p95,
                            "p95 of each query's best run": timed.p95_of_best,
                            "runs": len(timed.runs),
                            "found": timed.found,
                            "answers that differ from the first's": timed.differing if one.exact else None,
                        }
                        for name, timed in one.by_contender.items()
                    },
                }
                for one in self.forms
            ],
        }


def bars(figures: Figures) -> list[Bar]:
    """Those of the largest archive, and how they grew from one of a tenth."""
    largest = max((one.articles for one in figures.forms), default=0)
    at_largest = [one for one in figures.forms if one.articles == largest]
    tenth = {one.form: one for one in figures.forms if one.articles * 10 == largest}
    made: list[Bar] = []
    for one in at_largest:
        made += _of(one)
    for one in at_largest:
        if one.grows and one.form in tenth:
            made += _grown(tenth[one.form], one)
    return made


def _of(one: FormFigures) -> Iterator[Bar]:
    for name, timed in one.by_contender.items():
        if not name.startswith(OURS) or name.endswith(FIRST):
            continue
        soon = one.by_contender.get(f"{name}, {FIRST}")
        what = f"{one.form}, {name.removeprefix(OURS)}, {one.articles:,}: p95"
        if soon is not None and timed.p95 > one.limit:
            yield Bar(name=f"{what} of the first result", measured=soon.p95, limit=_SOON, unit="ms")
            continue
        limit = _RARE if one.form.startswith("rare") and "PostgreSQL" in name else one.limit
        yield Bar(name=what, measured=timed.p95, limit=limit, unit="ms")


def _grown(small: FormFigures, large: FormFigures) -> Iterator[Bar]:
    for name, timed in large.by_contender.items():
        before = small.by_contender.get(name)
        if name.startswith(OURS) and not name.endswith(FIRST) and before is not None:
            yield Bar(
                name=f"{large.form}, {name.removeprefix(OURS)}: growth from {small.articles:,}",
                measured=timed.p95 / before.p95,
                limit=_GROWTH,
                unit="times",
            )


def table(forms: Sequence[FormFigures], names: Sequence[str]) -> list[list[str]]:
    """One archive: a form to a line, p50 and p95 of each contender, and ours to the raw index of its database."""
    lines = [["p50 / p95 in ms", *names]]
    for one in forms:
        cells = []
        for name in names:
            timed = one.by_contender.get(name)
            cells.append("-" if timed is None else f"{timed.p50:.2f} / {timed.p95:.2f}{_ratio(one, name)}")
        lines.append([one.form, *cells])
    return lines


def _ratio(one: FormFigures, name: str) -> str:
    raw = {f"{OURS}SQLite": "raw FTS5", f"{OURS}PostgreSQL": "raw tsvector"}.get(name)
    if raw is None or raw not in one.by_contender:
        return ""
    return f" ({one.by_contender[name].p95 / one.by_contender[raw].p95:.2g}x)"
