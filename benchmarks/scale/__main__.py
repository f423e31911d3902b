"""What several workers on one archive do, and what it costs that they share.

    python -m benchmarks.scale [--only PARTS] [--quick] [--json FILE] [--check]

`workers`: outlets on loopback publish articles at once, and 1, 2 and 4 workers with `--engine procrastinate` collect
and flag them, and one with `--engine local`, each on a PostgreSQL of the same server: articles a second, and the CPU
milliseconds an article of the workers and of the server. `deciding`: 1,000, 10,000 and 50,000 sources, each polled
every 15 minutes, the crawls stubbed at the engine's edge: what it costs of one core to know what is due and to put it
into the queue (this process and the server's for it), and how late the runs begin.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from benchmarks.measure import Bar, finish, options
from benchmarks.scale import deciding, workers

PARTS = ("workers", "deciding")
SOURCES = (1_000, 10_000, 50_000)
#: For so many sources are the bars.
JUDGED = 10_000


def main() -> None:
    """Measure and print."""
    parser = options("several workers")
    parser.add_argument("--only", default=",".join(PARTS), metavar="PARTS", help="of %(default)s")
    given = parser.parse_args()
    bars: list[Bar] = []
    figures: dict[str, Any] = {}
    if "workers" in given.only:
        figures["workers"] = _workers(quick=given.quick)
    if "deciding" in given.only:
        figures["deciding"] = []
        for count in (JUDGED,) if given.quick else SOURCES:
            found = deciding.measured(count, 15 if given.quick else 120)
            figures["deciding"].append(asdict(found) | {"share": found.share})
            print(found)
            if count == JUDGED:
                bars += [
                    Bar(
                        name="deciding and enqueueing, of one core",
                        measured=found.share * 100,
                        limit=5,
                        unit="%",
                    ),
                    Bar(name="p95 lateness", measured=found.late_p95, limit=10),
                    Bar(name="runs made twice", measured=found.twice, limit=0, unit=""),
                ]
    finish(given, bars, figures)


def _workers(*, quick: bool) -> list[dict[str, Any]]:
    outlets, articles = (8, 10) if quick else (40, 50)
    plan = [("local", 1), ("procrastinate", 1)]
    if not quick:
        plan += [("procrastinate", 2), ("procrastinate", 4)]
    found = [workers.measured(engine, count, outlets=outlets, articles=articles) for engine, count in plan]
    for one in found:
        print(one)
    alone, shared = found[0], found[1]
    print(
        f"one worker by procrastinate beside one by local: {shared.speed / alone.speed:.2f} times the articles "
        f"a second, "
        f"{shared.worker_ms / alone.worker_ms:.2f} times the CPU of the worker and "
        f"{shared.server_ms / alone.server_ms:.2f} times that of the server"
    )
    for one in found[2:]:
        print(f"{one.count} workers beside one: {one.speed / shared.speed:.2f} times the articles a second")
    return [asdict(one) | {"speed": one.speed} for one in found]


if __name__ == "__main__":
    main()
