"""A real worker over a press that goes on publishing, and what its archive and its receivers hold in the end."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from storage.records import ArchivedArticle
from tests.acceptance.faults.log_lines import Tail
from tests.acceptance.faults.press import Press, a_press
from tests.databases import migrated
from tests.scheduler.desk import Desk, hook, source, watch

WATCH = "Battalions"


class Newsdesk:
    """A desk, its press, and its worker's log as it grows."""

    def __init__(self, folder: Path, press: Press, *, url: str | None, captures: Path | None) -> None:
        self.desk = Desk(folder, url)
        self.press = press
        self.tail = Tail(self.desk.log)
        self.captures = captures

    @property
    def is_on_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.desk.url.startswith("sqlite")

    @property
    def database(self) -> Path:
        """The database's file, where it is SQLite's."""
        return Path(self.desk.url.removeprefix("sqlite:///"))

    def write(self, *, hosts: Sequence[str] = (), more: str = "") -> None:
        """Write the configuration; `hosts` are the names by which outlets and receivers are called, in their order."""
        named = iter(hosts)
        tables = []
        for number, outlet in enumerate(self.press.outlets):
            # Its feed gives the addresses of its articles by the name that it is called by.
            outlet.base = outlet.base.replace("127.0.0.1", next(named, "127.0.0.1"))
            tables.append(source(f"Outlet {number}", f"{outlet.base}/feed", every="2s"))
        hook_url = self.press.webhook_url.replace("127.0.0.1", next(named, "127.0.0.1"))
        host, port = self.press.mail_at
        tables += [
            watch(WATCH, "battalion"),
            hook(hook_url),
            _mail(next(named, host), port),
            *(() if self.captures is None else (f'[captures]\nfolder = "{self.captures}"\n',)),
            more,
        ]
        self.desk.write(*tables)

    async def told_of(self, count: int, seconds: float = 240.0) -> None:
        """Wait until so many articles were told to each receiver."""
        await self.desk.until(
            lambda: all(len(urls) >= count for urls in self.press.told().values()), seconds=seconds
        )

    def archived(self) -> list[ArchivedArticle]:
        """What is archived."""
        return self.desk.articles()

    def missing(self) -> list[str]:
        """What is not as it has to be in the end: each article once, each hit told, nothing else told."""
        return [*self.unarchived(), *self.untold()]

    def unarchived(self) -> list[str]:
        """The articles that are not archived exactly once."""
        times = Counter(one.article.url for one in self.archived())
        return [
            f"{url} is archived {times[url]} times"
            for url in {*self.press.published, *times}
            if times[url] != 1 or url not in self.press.published
        ]

    def untold(self) -> list[str]:
        """The hits that were not told, or told under two ids; and what was told though it is none."""
        found = []
        hits = self.press.hits()
        for receiver, urls in self.press.told().items():
            found += [f"{url} was not told by {receiver}" for url in hits - urls.keys()]
            found += [f"{url} was told by {receiver}, and is no hit" for url in urls.keys() - hits]
            found += [
                f"{url} was told by {receiver} under two ids" for url, ids in urls.items() if len(ids) > 1
            ]
        return found

    def repeats(self) -> int:
        """How often something was told again under the same id."""
        told = self.press.told()
        return sum(count - 1 for urls in told.values() for ids in urls.values() for count in ids.values())

    async def settled(self, seconds: float) -> list[str]:
        """Wait until nothing is missing, or for so long; what is missing then."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            found = await asyncio.to_thread(self.missing)
            if not found or loop.time() > deadline:
                return found
            await asyncio.sleep(0.5)


def _mail(host: str, port: int) -> str:
    return (
        f'[[channels]]\nname = "desk"\ntype = "email"\nhost = "{host}"\nport = {port}\n'
        'security = "none"\nfrom = "wirewatch@news.test"\nto = ["desk@news.test"]\n'
    )


@asynccontextmanager
async def a_newsdesk(
    folder: Path,
    *,
    url: str | None = None,
    captures: Path | None = None,
    hosts: Sequence[str] = (),
    more: str = "",
    environ: Mapping[str, str] | None = None,
    by: Sequence[str] = (),
) -> AsyncIterator[Newsdesk]:
    """A worker that has read everything once; see `Newsdesk.write` and `Desk.start`."""
    async with a_press() as press:
        if url is not None and url.startswith("sqlite"):
            Path(url.removeprefix("sqlite:///")).write_bytes(migrated())
        newsdesk = Newsdesk(folder, press, url=url, captures=captures)
        newsdesk.write(hosts=hosts, more=more)
        press.begin()
        await newsdesk.desk.start("--verbose", environ=environ, by=by)
        following = asyncio.create_task(newsdesk.tail.follow())
        try:
            await newsdesk.desk.until(newsdesk.desk.is_read, seconds=240)
            yield newsdesk
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
            await newsdesk.desk.close()


async def ended(newsdesk: Newsdesk) -> tuple[int, str]:
    """Ask the worker to end; its exit code, and what `wirewatch verify` says where it is not content."""
    code = await newsdesk.desk.stop(signal.SIGTERM)
    verified = await newsdesk.desk.command("verify")
    return code, "" if verified.code == 0 else verified.out + verified.err
