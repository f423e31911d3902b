"""Prints each string that is not answered or refused as it should be; 1 if there is one.

`python -m tests.hostile_search [--count 10000] [--options-count 1000] [--seed 8]`
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from storage import schema
from tests.databases import served
from tests.hostile_search.asking import LONGEST, OPTIONS, QUERY, Asker
from tests.hostile_strings import strings_with_class


def main() -> int:
    """Ask both databases."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile_search", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="strings as the query")
    parser.add_argument(
        "--options-count", type=int, default=10_000, help="strings as the value of each option"
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    strings = strings_with_class(max(given.count, given.options_count), given.seed)
    faults = 0
    with tempfile.TemporaryDirectory(prefix="hostile-search-") as name, served() as server:
        folder = Path(name)
        lite = f"sqlite:///{folder / 'archive.db'}"
        schema.create(lite)
        urls = {"sqlite": lite, "postgresql": server.url(server.make(migrated=True))}
        for kind in given.database or urls:
            (folder / kind).mkdir()
            asker = Asker(folder / kind, urls[kind])
            for place in (QUERY, *OPTIONS):
                count = given.count if place == QUERY else given.options_count
                slow, worst = 0, 0.0
                for words, form in strings[:count]:
                    answer = asker.ask(place, words)
                    if answer.seconds > LONGEST:
                        # Once more: another program may have been in the way.
                        answer = asker.ask(place, words)
                    worst = max(worst, answer.seconds)
                    late = answer.seconds > LONGEST
                    slow += late
                    if answer.fault or late:
                        faults += 1
                        said = answer.fault or f"{answer.seconds * 1000:.0f} ms"
                        print(f"{kind} {place} [{form}] {words[:80]!a}: {said}", flush=True)
                print(
                    f"{kind} {place}: {count} strings, {slow} too slow, worst {worst * 1000:.0f} ms",
                    flush=True,
                )
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
