"""What it costs to have many sources: to know which are due, and to poll them.

    python -m benchmarks.due [--only PARTS] [--quick] [--json FILE] [--check]

`deciding`: 50,000 sources, each polled every 15 minutes, the crawls stubbed at the engine's edge. Counted as deciding
are the tick, the question to the database what is due, choosing among that and starting it; what is written down of
each poll (its rhythm, the next time) is given beside it. `polling`: 500 feeds on loopback, once a minute each, by a
worker as it ships.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from benchmarks.due import deciding, polling
from benchmarks.measure import Bar, finish, options

PARTS = ("deciding", "polling")


def main() -> None:
    """Measure and print."""
    parser = options("many sources")
    parser.add_argument("--only", default=",".join(PARTS), metavar="PARTS", help="of %(default)s")
    given = parser.parse_args()
    bars: list[Bar] = []
    figures: dict[str, Any] = {}
    if "deciding" in given.only:
        due = deciding.measured(50_000, 40 if given.quick else 300)
        figures["deciding"] = asdict(due) | {"deciding": due.deciding}
        print(
            f"{due.sources:,} sources, {due.runs:,} runs in {due.seconds:.0f} s; of one core: deciding "
            f"{due.deciding:.2%} (asking {due.asking:.2%}, choosing {due.choosing:.2%}, the beat {due.beat:.2%}), "
            f"writing down {due.writing:.2%}, the whole process {due.whole:.2%}; "
            f"late p50 {due.late_p50:.2f} s, most {due.late_most:.2f} s; twice {due.twice}"
        )
        bars += [
            Bar(name="deciding, of one core", measured=due.deciding * 100, limit=0.5, unit="%"),
            Bar(name="p95 lateness", measured=due.late_p95, limit=1.1),
            Bar(name="runs lost or made twice", measured=due.lost + due.twice, limit=0, unit=""),
        ]
    if "polling" in given.only:
        polls = polling.measured(100 if given.quick else 500, 30 if given.quick else 180)
        figures["polling"] = asdict(polls)
        print(
            f"{polls.feeds} feeds, {polls.polls} polls in {polls.seconds:.0f} s: {polls.cpu_a_poll:.1f} ms of CPU a "
            f"poll ({polls.share:.0%} of one core), {polls.memory:.0f} MB resident (its readers "
            f"{polls.readers_memory:.0f} MB); the loop's lag p99 {polls.lag_p99:.0f} ms, longest "
            f"{polls.lag_longest:.0f} ms; {polls.troubled} feeds troubled"
        )
    finish(given, bars, figures)


if __name__ == "__main__":
    main()
