"""The user's own case: the seed text in four page forms, collected from loopback and flagged.

    python -m benchmarks.seed PATH/TO/defense-news-north-korea.txt [--quick] [--json FILE] [--check]

Each form is served twice: as a page of thedefensenews.com, which the worker reaches through a proxy on loopback
(the site's own reader is used), and as a page of a loopback address (the generic reader is used). The watch is
the one that `wirewatch init` writes. Without PATH the project's own text is taken.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from app.config import load
from app.config.projection import database_url
from benchmarks.measure import Bar, finish, options
from benchmarks.seed_site import SeedSite
from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from tests.page_forms import FORMS, StoryText, folded, parse_seed
from tests.page_forms.own_text import OWN

WATCH = "North Korea troop deployments"
OUTLET = "http://www.thedefensenews.com"
PUBLISHED_AT = datetime(2025, 7, 31, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one form on one host."""

    form: str
    host: str
    archived: bool
    title: bool
    text: bool
    flagged: bool

    @property
    def whole(self) -> bool:
        return self.archived and self.title and self.text and self.flagged


def configuration(site: SeedSite) -> str:
    """Two sources, one through the proxy, and the watch that `wirewatch init` writes."""
    template = tomllib.loads((resources.files("app.config") / "template.toml").read_text("utf-8"))
    query = next(watch["query"] for watch in template["watches"] if watch["name"] == WATCH)
    return "\n".join(
        [
            "[manners]",
            'contact = "mailto:seed@newsroom.example"',
            'delay = "0s"',
            "[[sources]]",
            'name = "by name"',
            'kind = "feed"',
            f'url = "{OUTLET}/feed"',
            f'proxy = "{site.base}"',
            "[[sources]]",
            'name = "by address"',
            'kind = "feed"',
            f'url = "{site.base}/feed"',
            "[[watches]]",
            f'name = "{WATCH}"',
            f"query = '''{query}'''",
        ]
    )


async def collect(story: StoryText) -> list[Reading]:
    """Serve every form, run the worker once, and look into its archive."""
    # Each form is a page of its own, also by the canonical address that it names.
    pages = {form: render(replace(story, url=f"{OUTLET}/{form}")) for form, render in FORMS.items()}
    site = SeedSite(pages, story.title)
    await site.start()
    try:
        with tempfile.TemporaryDirectory() as name:
            config = Path(name) / "wirewatch.toml"
            config.write_text(configuration(site), encoding="utf-8")
            await run_once(config)
            return readings(database_url(load(config)), site, story)
    finally:
        await site.stop()


async def run_once(config: Path) -> None:
    """`wirewatch run --once`; its summary goes to our output."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", "run", "--once", "--config", str(config)
    )
    if await process.wait() not in {0, 1}:
        raise SystemExit(f"the worker ended with exit code {process.returncode}")


def readings(url: str, site: SeedSite, story: StoryText) -> list[Reading]:
    """Each form's fate, by host."""
    database = Database(url)
    found = {article.article.fetched_url: article for article in Archive(database).newest(100)}
    flagged = {archived.id for _, archived in Flags(database).hits(watch=WATCH)}
    results = []
    for host in (OUTLET, site.base):
        for form in FORMS:
            archived = found.get(f"{host}/{form}")
            results.append(
                Reading(
                    form=form,
                    host="thedefensenews.com" if host == OUTLET else "loopback",
                    archived=archived is not None,
                    title=archived is not None and archived.article.title == story.title,
                    text=archived is not None and folded(archived.article.text) == folded(story.text),
                    flagged=archived is not None and archived.id in flagged,
                )
            )
    database.close()
    return results


def arguments() -> argparse.Namespace:
    """The options, and the seed's path."""
    parser = options("the seed text in four page forms, collected and flagged")
    parser.add_argument("path", nargs="?", type=Path, help="the seed; without it, the project's own text")
    return parser.parse_args()


def main() -> None:
    """Collect and print the table."""
    given = arguments()
    story = OWN
    if given.path is not None:
        address = f"{OUTLET}/news-details/seed/"
        story = parse_seed(given.path.read_text("utf-8"), published_at=PUBLISHED_AT, url=address)
    results = asyncio.run(collect(story))
    for result in results:
        marks = [
            f"{what} {'yes' if getattr(result, what) else 'NO'}" for what in ("title", "text", "flagged")
        ]
        print(f"{result.form:<14}{result.host:<20}{'  '.join(marks)}")
    bars = [
        Bar(
            name="forms collected, exact in title and text, flagged",
            measured=sum(result.whole for result in results),
            limit=len(results),
            unit=f"of {len(results)}",
            at_least=True,
        )
    ]
    finish(given, bars, {f"{result.form} {result.host}": result.whole for result in results})


if __name__ == "__main__":
    main()
