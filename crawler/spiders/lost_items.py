"""After a gap: what a source's list no longer shows is looked for in the site's own sitemaps."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Protocol
from urllib.parse import urlsplit

from crawler import urls
from crawler.claims import lead_records
from crawler.entries import Entries
from crawler.frontier import RunFrontier
from crawler.host_slots import HostSlots
from crawler.lead import Lead
from crawler.reading import Reader
from crawler.robots import origin_and_path
from crawler.spiders.answers import body_of
from crawler.spiders.further import Asker, fetched
from storage.frontier import Depth

#: So many documents are asked for, indexes among them.
MOST_DOCUMENTS = 6
#: So many lost items are taken in at most: the newest.
MOST_ITEMS = 500
# Sitemaps lag, and say a day where they mean a minute.
MARGIN = timedelta(days=1)
_GUESSES = ("/news-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")

log = logging.getLogger(__name__)


class Seeker(Asker, Protocol):
    """What looks for lost items: a spider, as far as this module needs it."""

    frontier: RunFrontier
    name: str
    reader: Reader
    slots: HostSlots


async def seek(spider: Seeker, url: str, since: datetime) -> int:
    """Take in what the sitemaps of the site of `url` say was published or changed after `since`.

    They are those that its robots.txt names, else those that sites have by custom; the news and the latest come
    first. Returns how many new leads there were. A document that cannot be had or read is passed over.
    """
    origin, _ = origin_and_path(url)
    rules = spider.slots.robots.at_hand(origin)
    named = [urls.absolute(one, origin) for one in (rules.sitemaps if rules is not None else ())]
    own = [one for one in named if one is not None and urls.host_group(one) == urls.host_group(url)]
    waiting = sorted(own, key=_names_no_news)[:MOST_DOCUMENTS] or [origin + path for path in _GUESSES]
    seen: set[str] = set()
    dated: dict[str, tuple[datetime, Lead]] = {}
    while waiting and len(seen) < MOST_DOCUMENTS:
        document = waiting.pop(0)
        if document in seen:
            continue
        seen.add(document)
        try:
            entries = await spider.reader.sitemap(body_of(await fetched(spider, document), spider.name))
        except Exception as error:
            if spider.slots.closing:
                raise
            log.debug("%s is no sitemap to look for lost items in: %s", document, error)
            continue
        waiting = [*_changed(entries, since - MARGIN), *waiting]
        dated |= {
            lead.url: (at, lead)
            for lead in entries.leads
            if (at := lead.dated_at) is not None and at >= since - MARGIN
        }
    latest_first = sorted(dated.values(), key=itemgetter(0), reverse=True)
    newest = [lead for _, lead in latest_first[:MOST_ITEMS]]
    if not newest:
        return 0
    return (await spider.frontier.discover(lead_records(newest), Depth.OLDER)).new


def _names_no_news(url: str) -> bool:
    return "news" not in urlsplit(url).path


def _changed(index: Entries, since: datetime) -> Sequence[str]:
    """The sitemaps of an index that may hold what came after `since`, the last changed first."""
    dated = zip(index.children, index.children_changed_at, strict=True)
    kept = [(url, at) for url, at in dated if at is None or at >= since]
    kept.sort(key=lambda one: (one[1] is not None, one[1] or since), reverse=True)
    return [url for url, _ in kept]
