"""A source that is a sitemap: a news sitemap, a plain one, or an index of such."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import urls
from crawler.body_budget import BODIES
from crawler.claims import lead_records
from crawler.entries import Entries
from crawler.lead import Lead
from crawler.reading import ReadingError
from crawler.sitemap_children import Child, ChildrenRead
from crawler.spiders.answers import body_of, reason_of
from crawler.spiders.base import SourceSpider
from crawler.spiders.further import RefusedError, fetched
from storage.clock import utc_now
from storage.frontier import Depth

#: So many sitemaps of an index are read in one run.
MOST_CHILDREN = 20
#: So many pages of them are taken in one run, give or take those of one sitemap.
MOST_LEADS = 10_000
# An index may name indexes; one that names itself ends here.
MOST_LEVELS = 3


@dataclass(slots=True)
class Walk:
    """One run's way through an index."""

    known: ChildrenRead
    left: int
    seen: set[str]
    leads: list[Lead] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    named: list[Child] = field(default_factory=list)
    waiting: int = 0
    asked: int = 0
    failed: int = 0


class SitemapSpider(SourceSpider):
    """Polls a sitemap. The children of an index are read in the same run, as far as they may have changed.

    `children` is what is known of them from the runs before; afterwards, what the next run should know.
    """

    children: str | None = None

    async def entries(self, response: Response) -> Entries:
        top = await self.reader.sitemap(body_of(response, self.name))
        if not top.children:
            return top
        BODIES.let_go(response)
        walk = Walk(
            known=ChildrenRead.loaded(self.children),
            left=MOST_CHILDREN,
            seen={urls.canonical(response.url), urls.canonical(self.source.url)},
        )
        await self._descend(top, walk, level=1)
        walk.known.named(walk.named)
        self.children = walk.known.dumped()
        doubts = [*top.doubts, *walk.doubts]
        if walk.waiting:
            doubts.append(f"{len(walk.named)} sitemaps in the index; {walk.waiting} wait for the next runs")
        return Entries(
            leads=tuple(walk.leads),
            doubts=tuple(doubts),
            children=top.children,
            malformed=top.malformed,
            is_partial=True,
            # Where none of them can be read, it is not that nothing changed.
            failed=walk.failed if walk.failed == walk.asked else 0,
        )

    async def _descend(self, index: Entries, walk: Walk, level: int, is_waiting: bool = False) -> bool:
        """Read what is to be read of an index; whether nothing of it is left to read."""
        children = _children(index, walk)
        if is_waiting:
            walk.known.wait(children)
        walk.named += children
        is_whole = True
        chosen = walk.known.to_read(children)
        for child in chosen:
            if walk.left <= 0 or len(walk.leads) >= MOST_LEADS:
                walk.waiting += 1
                is_whole = False
                continue
            walk.left -= 1
            walk.asked += 1
            try:
                entries = await self.reader.sitemap(body_of(await fetched(self, child.url), self.name))
            except Exception as error:
                if self.slots.closing:
                    raise ReadingError(f"not read whole: {child.url}: {_why(error)}") from error
                walk.doubts.append(f"{child.url}: {_why(error)}")
                walk.known.failed(child, utc_now())
                walk.failed += 1
                is_whole = False
                continue
            walk.doubts += entries.doubts
            if not await self._take(entries, child, walk, level):
                is_whole = False
        return is_whole

    async def _take(self, entries: Entries, child: Child, walk: Walk, level: int) -> bool:
        is_whole = not entries.malformed
        if entries.children and level < MOST_LEVELS:
            is_whole = (
                await self._descend(entries, walk, level + 1, walk.known.is_waiting(child)) and is_whole
            )
        elif walk.known.is_waiting(child):
            # Its articles were there at the first read, whatever they say.
            await self.frontier.discover(lead_records(entries.leads), Depth.BACKLOG)
        else:
            walk.leads += entries.leads
        if is_whole:
            walk.known.read(child, utc_now())
        elif entries.malformed:
            walk.known.failed(child, utc_now())
            walk.failed += not entries.leads
        return is_whole


def _children(index: Entries, walk: Walk) -> list[Child]:
    """The sitemaps of an index that no index before it named."""
    found = []
    for url, changed_at in zip(index.children, index.children_changed_at, strict=True):
        key = urls.canonical(url)
        if key not in walk.seen:
            walk.seen.add(key)
            found.append(Child(url=url, changed_at=changed_at))
    return found


def _why(error: Exception) -> str:
    is_plain = isinstance(error, (RefusedError, ReadingError))
    return str(error) if is_plain else reason_of(Failure(error))
