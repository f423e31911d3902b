"""How long each query takes: all contenders in turn, round after round, so that ratios are of the same minutes."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from benchmarks.measure import percentile
from benchmarks.search.contender import Contender, Window
from benchmarks.search.forms import Asked, QueryForm
from benchmarks.search.ours import Ours

#: Seconds that one contender is given for one form, after which no round but the first warm one is begun.
BUDGET = 20.0
FIRST = "first result"


@dataclass(kw_only=True)
class Timed:
    """Milliseconds of the warm runs, by query; `found` is how many articles (or days) the queries gave."""

    by_query: list[list[float]] = field(default_factory=list)
    found: int = 0
    differing: int = 0

    @property
    def runs(self) -> list[float]:
        """Those of all queries."""
        return [run for runs in self.by_query for run in runs]

    @property
    def p50(self) -> float:
        return percentile(self.runs, 0.5)

    @property
    def p95(self) -> float:
        return percentile(self.runs, 0.95)

    @property
    def p95_of_best(self) -> float:
        """Of each query its fastest run: what stays where other programs take their turns on the machine."""
        return percentile([min(runs) for runs in self.by_query if runs], 0.95)


def timed(
    contenders: Mapping[str, Contender], form: QueryForm, windows: Sequence[Window | None], rounds: int
) -> dict[str, Timed]:
    """By contender; of ours also how soon the first result is there, where the form is streamed."""
    ways: dict[str, Callable[[Asked, Window | None], Sequence[int] | None]] = {
        name: partial(contender.answer, form.task) for name, contender in contenders.items()
    }
    if form.streamed:
        ways |= {
            f"{name}, {FIRST}": contender.first
            for name, contender in contenders.items()
            if isinstance(contender, Ours)
        }
    figures = {name: Timed(by_query=[[] for _ in form.asked]) for name in ways}
    spent = dict.fromkeys(ways, 0.0)
    order = random.Random(11)
    gc.collect()
    gc.freeze()
    for number in range(rounds + 1):
        is_warm = number > 0
        queries = list(enumerate(zip(form.asked, windows, strict=True)))
        order.shuffle(queries)
        for place, (asked, window) in queries:
            answers: dict[str, Sequence[int]] = {}
            for name, ask in ways.items():
                if number > 1 and spent[name] > BUDGET:
                    continue
                began = time.perf_counter()
                found = ask(asked, window)
                took = time.perf_counter() - began
                if found is None:
                    continue
                answers[name] = found
                spent[name] += took
                if is_warm:
                    figures[name].by_query[place].append(took * 1000)
            if number == 1:
                _compare(figures, answers)
    return {name: one for name, one in figures.items() if one.runs}


def _compare(figures: Mapping[str, Timed], answers: Mapping[str, Sequence[int]]) -> None:
    """Count what was found, and answers that differ from the first contender's."""
    if not answers:
        return
    expected = next(iter(answers.values()))
    for name, found in answers.items():
        figures[name].found += len(found)
        if not name.endswith(FIRST):
            figures[name].differing += list(found) != list(expected)
