"""A WARC file into the archive: pages a second of a core, beside what only iterates, and what iterates and extracts.

    python -m benchmarks.backfill [--megabytes N] [--quick] [--json FILE] [--check]

The file is made: 1 GB of records of 200 kB (`benchmarks.backfill.pages`), a gzip member each. `fastwarc` iterates over
the answers and reads their bodies; `trafilatura` extracts the text of each besides; `ours` is `wirewatch backfill` into
a new SQLite archive: what a page is, its title, authors, dates and text by several readers, its terms for the index,
and all of it saved in batches with the position. One after another, the same file. By the CPU time of all processes of
a contender; ours from its start on, the others from their first record on. The bar is ours alone: what reads a page
thrice and keeps it is to take no more than thrice what extracts its text.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from argparse import Namespace
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.backfill.pages import write
from benchmarks.cpu_time import CpuTime
from benchmarks.measure import Bar, finish, options
from benchmarks.tables import aligned

MEGABYTES, QUICK_MEGABYTES = 1000, 20
PEERS = ("fastwarc", "trafilatura")
CONFIG = '[database]\nurl = "sqlite:///archive.db"\n[manners]\ncontact = "mailto:bench@newsroom.example"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one contender did: `cpu` and `seconds` are seconds, `articles` what it found in the `pages`."""

    pages: int
    articles: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Pages a second of one core."""
        return self.pages / self.cpu


def arguments() -> Namespace:
    """The options."""
    parser = options("a WARC file into the archive")
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, metavar="N", help="default %(default)s")
    return parser.parse_args()


def main() -> None:
    """Make the file, let each contender have it, judge."""
    given = arguments()
    megabytes = QUICK_MEGABYTES if given.quick else given.megabytes
    with tempfile.TemporaryDirectory(prefix="wirewatch-bench-") as name:
        file = Path(name) / "made.warc.gz"
        pages = write(file, megabytes * 1_000_000)
        print(
            f"{pages:,} pages, {megabytes:,} MB of records, {file.stat().st_size / 1e6:,.0f} MB packed",
            flush=True,
        )
        runs = {}
        for peer in PEERS:
            runs[peer] = asyncio.run(_peer(peer, file))
            print(f"{peer}: {runs[peer].rate:,.1f} pages a second of a core", flush=True)
        runs["ours"] = asyncio.run(_ours(file, Path(name)))
    _print(runs, megabytes)
    bars = _bars(runs, pages)
    # A short file is read sooner than the readers begin.
    finish(given, bars[:-1] if given.quick else bars, {name: asdict(one) for name, one in runs.items()})


async def _peer(name: str, file: Path) -> Run:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "benchmarks.backfill.contender", name, str(file)),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    told = json.loads(output)
    return Run(pages=told["pages"], articles=told["articles"], seconds=told["seconds"], cpu=told["cpu"])


async def _ours(file: Path, folder: Path) -> Run:
    config = folder / "wirewatch.toml"
    config.write_text(CONFIG, encoding="utf-8")
    command = (sys.executable, "-m", "app.cli")
    made = await asyncio.create_subprocess_exec(*command, "db", "upgrade", "--config", str(config))
    await made.wait()
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command,
        *("backfill", "--warc", str(file), "--json", "--config", str(config)),
        stdout=asyncio.subprocess.PIPE,
    )
    cpu = CpuTime(process.pid)
    output, _ = await process.communicate()
    spent = await cpu.stop()
    told = json.loads(output)
    return Run(pages=told["records"], articles=told["new"], seconds=time.perf_counter() - began, cpu=spent)


def _print(runs: dict[str, Run], megabytes: int) -> None:
    ours = runs["ours"]
    lines = [("", "pages", "articles", "pages a second of a core", "MB a second of a core", "to ours")]
    for name, one in runs.items():
        share = megabytes / one.cpu
        line = (name, f"{one.pages:,}", f"{one.articles:,}", f"{one.rate:,.1f}", f"{share:,.1f}")
        lines.append((*line, f"{one.rate / ours.rate:,.2f}"))
    print(aligned(lines))


def _bars(runs: dict[str, Run], pages: int) -> list[Bar]:
    ours = runs["ours"]
    return [
        Bar(name="records read", measured=ours.pages, limit=pages, unit="", at_least=True),
        Bar(name="articles of them", measured=ours.articles, limit=pages, unit="", at_least=True),
        Bar(
            name="pages a second of a core, to iteration and trafilatura",
            measured=ours.rate / runs["trafilatura"].rate,
            limit=1 / 3,
            unit="times",
            at_least=True,
        ),
    ]


if __name__ == "__main__":
    main()
