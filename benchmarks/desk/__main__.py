"""The desk over a large archive: how long a page takes eight readers while a worker writes, and what an export takes.

    python -m benchmarks.desk [--folder DIR] [--articles N] [--quick] [--json FILE] [--check]

200,000 articles in SQLite, in stories of one to five, some of them hit by five watches. A process saves and groups
twenty articles a second; eight readers, whose pages are open and listen for news, look at a page, and a quarter of a
second later at the next one: as many searches as wires, and some articles and counts. Then all is exported, and the
most memory that the desk held is read. What is built in DIR is used again.
"""

from __future__ import annotations

import multiprocessing
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from pathlib import Path

import httpx2
import psutil

from benchmarks.desk.archive import made
from benchmarks.desk.reading import SEARCH, WIRE, Look, Seen, looks, read
from benchmarks.desk.writing import A_SECOND, write
from benchmarks.measure import Bar, finish, options, percentile

READERS, PAUSE = 8, 0.25
_MB = 1_000_000


@contextmanager
def served(config: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The desk as people start it: its address, and its process."""
    command = (sys.executable, "-m", "app.cli", "web", "--config", str(config), "--port", "0")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.readline() if process.stdout is not None else ""
        found = re.search(r"http://\S+(?=;)", said)
        if found is None:
            raise RuntimeError(f"the desk did not start: {said}")
        try:
            yield found[0], psutil.Process(process.pid)
        finally:
            process.terminate()


def main() -> None:
    """Build, serve, read and write, export."""
    parser = options("the desk under readers while a worker writes")
    parser.add_argument("--folder", type=Path, help="where the archive is built and kept")
    parser.add_argument("--articles", type=int, help="how many articles (default 200,000; quick 10,000)")
    arguments = parser.parse_args()
    count = arguments.articles or (10_000 if arguments.quick else 200_000)
    seconds = 10.0 if arguments.quick else 60.0
    with tempfile.TemporaryDirectory() as folder:
        config = made((arguments.folder or Path(folder)) / f"desk-{count}", count)
        url = f"sqlite:///{config.parent / 'wirewatch.db'}"
        wanted = looks(count)
        with served(config) as (base, process):
            read(base, wanted, readers=2, seconds=3, pause=0, listening=False)
            alone = read(base, wanted, readers=1, seconds=seconds / 4, pause=0, listening=False)
            crowd, written = _beside_a_writer(base, url, count, seconds, wanted)
            full = read(base, wanted, readers=READERS, seconds=seconds / 4, pause=0, listening=False)
            exported, most = _exported(base, process)
    _print("one reader, nobody writes", alone)
    _print(f"{READERS} readers, {written / seconds:.1f} articles a second written", crowd)
    _print(f"{READERS} readers without a pause, nobody writes", full)
    pages = sum(map(len, full.seconds.values())) / (seconds / 4)
    print(
        f"at most {pages:.0f} pages a second; exported {exported / _MB:,.0f} MB, the desk held {most / _MB:.0f} MB"
    )
    bars = [
        *(
            Bar(
                name=f"p95 of {kind}",
                measured=percentile(crowd.seconds[kind], 0.95) * 1000,
                limit=150,
                unit="ms",
            )
            for kind in (WIRE, SEARCH)
        ),
        Bar(
            name="articles a second written",
            measured=written / seconds,
            limit=0.95 * A_SECOND,
            unit="",
            at_least=True,
        ),
        Bar(name="pages refused", measured=len(crowd.refused), limit=0, unit=""),
        Bar(name="memory of an export", measured=most / _MB, limit=300, unit="MB"),
    ]
    figures = {
        "alone": alone.seconds,
        "crowd": crowd.seconds,
        "full": full.seconds,
        "exported": exported,
        "memory": most,
    }
    finish(arguments, bars, figures)


def _beside_a_writer(base: str, url: str, count: int, seconds: float, wanted: list[Look]) -> tuple[Seen, int]:
    context = multiprocessing.get_context("spawn")
    told: Queue[int] = context.Queue()
    # Once it has made its articles.
    start_at = time.time() + 12
    writer = context.Process(target=write, args=(url, count, seconds, start_at, told))
    writer.start()
    time.sleep(max(0.0, start_at - time.time()))
    seen = read(base, wanted, readers=READERS, seconds=seconds, pause=PAUSE, listening=True)
    written: int = told.get(timeout=60)
    writer.join()
    return seen, written


def _exported(base: str, process: psutil.Process) -> tuple[int, int]:
    """The bytes of an export of everything, and the most memory that the desk held meanwhile."""
    size, most = 0, process.memory_info().rss
    with (
        httpx2.Client(base_url=base, timeout=600) as client,
        client.stream("GET", "/export?format=jsonl") as answer,
    ):
        answer.raise_for_status()
        for piece in answer.iter_raw():
            size += len(piece)
            most = max(most, process.memory_info().rss)
    return size, most


def _print(name: str, seen: Seen) -> None:
    print(f"{name}:")
    for kind, seconds in sorted(seen.seconds.items()):
        shares = ", ".join(
            f"p{share} {percentile(seconds, share / 100) * 1000:.0f} ms" for share in (50, 95, 99)
        )
        print(f"  {kind}: {len(seconds)} pages, {shares}")
    for refused in sorted(set(seen.refused))[:5]:
        print(f"  refused: {refused}")


if __name__ == "__main__":
    main()
