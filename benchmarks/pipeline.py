"""The whole pipeline, fetch to archive: pages a second on loopback, beside Scrapy with trafilatura and news-please.

    python -m benchmarks.pipeline [--data ../shared/data] [--quick] [--json FILE] [--check]

One site serves 2,000 real pages (those of the data sets) and a feed of them, compressed, with robots.txt. Every
contender asks for all of them, under the same settings of Scrapy, without a delay, one contender after the other.
The time runs from the first request to the last page's row. `empty` is the same Scrapy with a callback that does
nothing: what the lag of its loop is, is the measure of ours. By name only: `from_urls` is news-please's library
call of that name, with a process a core; `mended` is `empty` with our middleware against guessing charsets.

news-please comes with `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from benchmarks.cpu_time import CpuTime
from benchmarks.measure import Bar, finish, options

PAGES = 2_000
#: news-please is given every fourth page: for all of them it takes ten minutes.
SHARE_OF_NEWS_PLEASE = 4
CONTENDERS = ("empty", "ours", "trafilatura", "news-please")
ALL = (*CONTENDERS, "from_urls", "mended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One contender's crawl. All times are in seconds; `cpu` is that of its processes, the site's not among them."""

    pages: int
    seconds: float
    cpu: float
    lag_p99: float | None = None
    lag_longest: float | None = None
    articles: int | None = None

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds

    def __str__(self) -> str:
        line = (
            f"{self.pages:>6} pages {self.seconds:>8.1f} s {self.rate:>7.1f} a second  "
            f"CPU {self.cpu / self.pages * 1000:>6.1f} ms a page"
        )
        if self.lag_p99 is None or self.lag_longest is None:
            return line
        return f"{line}  lag p99 {self.lag_p99 * 1000:>5.0f} ms, longest {self.lag_longest * 1000:>5.0f} ms"


def configuration(base: str) -> str:
    """The worker's configuration: one source, no delay."""
    return (
        '[manners]\ncontact = "mailto:bench@newsroom.example"\ndelay = "0s"\n'
        f'[[sources]]\nname = "all"\nkind = "feed"\nurl = "{base}/feed"\nevery = "1h"\n'
    )


async def run(contender: str, base: str) -> Run:
    """Let one contender crawl the site."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "wirewatch.toml"
        config.write_text(configuration(base), encoding="utf-8")
        table = str(folder / "peer.db")
        share = f"{base}/feed?every={SHARE_OF_NEWS_PLEASE}"
        words = {
            "ours": ["benchmarks.pipeline_ours", str(config)],
            "from_urls": ["benchmarks.pipeline_news_please", share, table],
            "news-please": ["benchmarks.pipeline_scrapy", str(config), share, table, contender],
        }.get(contender, ["benchmarks.pipeline_scrapy", str(config), f"{base}/feed", table, contender])
        async with ClientSession() as session:
            await session.get(f"{base}/clock/reset")
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *words, stdout=asyncio.subprocess.PIPE
            )
            cpu = CpuTime(process.pid)
            output, _ = await process.communicate()
            spent = await cpu.stop()
            if process.returncode != 0:
                raise SystemExit(f"{contender} ended with exit code {process.returncode}")
            began = await (await session.get(f"{base}/clock")).json()
    return _run_of(json.loads(output), began, spent)


def _run_of(result: dict[str, Any], began: float, cpu: float) -> Run:
    ended = result["ended_at"]
    if isinstance(ended, str):
        ended = datetime.fromisoformat(ended).replace(tzinfo=UTC).timestamp()
    return Run(
        pages=result["pages"],
        seconds=ended - began,
        lag_p99=result.get("p99"),
        lag_longest=result.get("longest"),
        cpu=cpu,
        articles=result.get("articles"),
    )


async def measure(data: Path, *, quick: bool, charset: bool, contenders: Sequence[str]) -> dict[str, Run]:
    """Start the site, and let the contenders crawl it one after the other."""
    words = [str(data), str(PAGES), *(["--quick"] if quick else []), *([] if charset else ["--no-charset"])]
    site = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.pipeline_site", *words, stdout=asyncio.subprocess.PIPE
    )
    try:
        if site.stdout is None or not (base := (await site.stdout.readline()).decode().strip()):
            raise SystemExit("the site did not start")
        runs = {}
        for contender in contenders:
            runs[contender] = done = await run(contender, base)
            print(f"{contender:<14}{done}", flush=True)
        return runs
    finally:
        site.kill()
        await site.wait()


def _bars(runs: dict[str, Run]) -> list[Bar]:
    ours, empty = runs["ours"], runs["empty"]
    return [
        Bar(
            name="pages handled", measured=ours.pages, limit=runs["trafilatura"].pages, unit="", at_least=True
        ),
        *(
            Bar(
                name=f"pages a second, to {peer}",
                measured=ours.rate / runs[peer].rate,
                limit=times,
                unit="times",
                at_least=True,
            )
            for peer, times in (("trafilatura", 2.0), ("news-please", 7.0))
        ),
        Bar(
            name="p99 of the loop's lag, to an empty callback's",
            measured=(ours.lag_p99 or 0) / (empty.lag_p99 or 1),
            limit=1.5,
            unit="times",
        ),
        Bar(name="longest block of the loop", measured=ours.lag_longest or 0, limit=0.25),
    ]


def main() -> None:
    """Measure and print."""
    parser = options("pages a second from fetch to archive, and the lag of the loop")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of the data sets"
    )
    parser.add_argument("--only", default=",".join(CONTENDERS), help=f"some of {', '.join(ALL)}, by comma")
    parser.add_argument("--no-charset", action="store_true", help="pages end in .html and name no charset")
    given = parser.parse_args()
    runs = asyncio.run(
        measure(given.data, quick=given.quick, charset=not given.no_charset, contenders=given.only.split(","))
    )
    figures = {
        name: {
            "pages": done.pages,
            "a second": done.rate,
            "cpu": done.cpu,
            "p99": done.lag_p99,
            "longest": done.lag_longest,
        }
        for name, done in runs.items()
    }
    if set(CONTENDERS) - set(runs):
        finish(given, [], figures)
        return
    bars = _bars(runs)
    finish(given, bars, figures)


if __name__ == "__main__":
    main()
