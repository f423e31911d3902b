"""A source polled because a person asks: what it answers now, judged as the worker's polls are; nothing is stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.config import Config
from app.config.projection import crawl_policy, crawl_sources
from app.proxied import client_through
from app.visiting import Visit
from crawler import dates, reading
from crawler.credentials import headers_for
from crawler.discovery.answers import Answer
from crawler.discovery.found import Found, Kind, Measured, Trust
from crawler.discovery.measuring import of_entries
from crawler.entries import Entries
from crawler.findings import is_page, wall_of
from crawler.poll import Hop, Poll, body_hash
from crawler.polls import WALLED, brought, failed, refusal, retry_after
from crawler.reading import Body
from crawler.sitemap_children import Child, ChildrenRead
from crawler.source import Source
from crawler.urls import host_group
from crawler.wordpress import posts_url
from storage.clock import utc_now
from storage.health import Known, is_trouble, judge
from storage.records import Finding, Health, PollResult, RunOutcome, SourceKind

_REQUESTS = 8
_AT_ONCE = 8
_MOST_SITEMAPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a source answered: its gravest state, what shows it, and what was read of it where anything was."""

    source: Source
    state: Health
    evidence: str
    read: Measured | None = None

    @property
    def is_trouble(self) -> bool:
        """Whether a person should look."""
        return is_trouble(self.state)


def check_all(config: Config, sources: list[Source]) -> list[Check]:
    """Poll the sources, those of one host one after the other, in the order given."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(host_group(source.url), []).append(source)

    def of_group(members: list[Source]) -> list[Check]:
        checked: list[Check] = []
        for source in members:
            with visit_for(config, source) as visit:
                checked.append(check(source, visit))
        return checked

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = {one.source.name: one for some in pool.map(of_group, groups.values()) for one in some}
    return [found[source.name] for source in sources]


def visit_for(config: Config, source: Source) -> Visit:
    """A visit that sends a source's credentials to its own host group, and to nobody else."""
    manners = config.manners.model_copy(update={"delay": source.delay})
    policy, proxy = crawl_policy(config), source.credentials.proxy
    through = client_through(proxy.get_secret_value(), source.url, manners, policy) if proxy else None
    return Visit(
        manners,
        client=through,
        policy=policy,
        most_requests=_REQUESTS,
        headers=lambda url: headers_for(source, url),
    )


def check(source: Source, visit: Visit) -> Check:
    """Poll one source, and say how it is."""
    now = utc_now()
    if source.kind is SourceKind.WORDPRESS:
        source = replace(source, url=posts_url(source.url))
    answer = visit.get(source.url)
    result, entries = _polled(source, answer, visit, now)
    read = None if entries is None else _measured(source, answer, entries, now)
    times = () if entries is None else _times(entries, now)
    gravest = judge((), result, Known(newest_at=result.newest_at, times=times), now)[0]
    said = (_summary(read) if read is not None else "", gravest.evidence)
    return Check(source=source, state=gravest.state, evidence="; ".join(filter(None, said)), read=read)


def _polled(source: Source, answer: Answer, visit: Visit, now: datetime) -> tuple[PollResult, Entries | None]:
    """What the answer is to a poll (see `crawler.spiders.base`), and the list that it brought."""
    if not answer.status:
        outcome = answer.outcome or RunOutcome.UNREACHABLE
        return failed(outcome, answer.trouble or "no answer"), None
    refused = refusal(
        answer.status,
        retry_after(answer.headers.get("retry-after"), now),
        is_whole=True,
        wall=_wall(answer) if answer.status in WALLED and is_page(answer.body) else None,
    )
    entries, wall = None, None
    if refused is None:
        entries = _entries(source, answer, visit)
        if not entries.leads and is_page(answer.body):
            wall = _wall(answer)
            entries = replace(entries, trouble="html") if entries.malformed else entries
    is_moved = answer.kept_url == answer.url != answer.asked
    result = Poll.of(source.url, None, now).completed(
        refused or brought(entries or Entries(), etag=None, last_modified=None, now=now, wall=wall),
        entries=entries,
        discovery=None,
        digest=body_hash(answer.body),
        headers=answer.headers,
        hops=(Hop(url=answer.asked, status=301),) if is_moved else (),
        answered_by=answer.url,
        now=now,
    )
    return result, entries


def _entries(source: Source, answer: Answer, visit: Visit) -> Entries:
    """The answer read as the worker reads a source of this kind."""
    body = _body(answer)
    match source.kind:
        case SourceKind.FEED:
            return reading.read_feed(body)
        case SourceKind.WORDPRESS:
            return reading.read_wordpress(body)
        case SourceKind.LISTING:
            return reading.read_listing(body, source.links or "a[href]", source.next_link)
        case SourceKind.SITEMAP:
            top = reading.read_sitemap(body)
            return _of_index(top, visit) if top.children else top


def _of_index(top: Entries, visit: Visit) -> Entries:
    """The first sitemap of an index that holds articles, in the order in which the worker would read them."""
    waiting, doubts = _in_order(top), [*top.doubts]
    asked = failed_ones = 0
    found = Entries()
    while waiting and asked < _MOST_SITEMAPS and not found.leads:
        asked += 1
        answer = visit.get(waiting.pop(0))
        if answer.trouble is not None:
            doubts.append(f"{answer.url}: {answer.trouble}")
            failed_ones += 1
            continue
        found = reading.read_sitemap(_body(answer))
        doubts += found.doubts
        waiting = _in_order(found) + waiting
        failed_ones += found.malformed and not found.leads
    return replace(
        top,
        leads=found.leads,
        doubts=tuple(doubts),
        is_partial=True,
        failed=failed_ones if failed_ones == asked else 0,
    )


def _in_order(index: Entries) -> list[str]:
    named = zip(index.children, index.children_changed_at, strict=True)
    children = [Child(url=url, changed_at=at) for url, at in named]
    return [child.url for child in ChildrenRead(is_first=True).to_read(children)]


def _wall(answer: Answer) -> Finding | None:
    return wall_of(reading.read_page(_body(answer), None).kind)


def _body(answer: Answer) -> Body:
    return Body(content=answer.body, url=answer.url, content_type=answer.content_type, fetched_at=utc_now())


def _measured(source: Source, answer: Answer, entries: Entries, now: datetime) -> Measured | None:
    kind = Kind(source.kind.value)
    found = Found(url=source.url, kind=kind, how="", trust=Trust.GIVEN, links=source.links)
    measured = of_entries(found, answer, kind, entries, now)
    return measured if isinstance(measured, Measured) else None


def _times(entries: Entries, now: datetime) -> tuple[datetime, ...]:
    times = (lead.dated_at for lead in entries.leads)
    return tuple({dates.as_utc(at) for at in times if at is not None and dates.is_plausible(at, now)})


def _summary(read: Measured) -> str:
    count = len(read.leads)
    parts = [f"{count} {'entry' if count == 1 else 'entries'}"]
    if read.newest_at is not None:
        age = max(utc_now() - read.newest_at, timedelta(0))
        hours = round(age / timedelta(hours=1))
        parts.append(f"the newest {hours} h old" if hours < 72 else f"the newest {age.days} days old")
    if read.per_day is not None:
        parts.append(f"{read.per_day:g} a day")
    return ", ".join(parts)


def chosen(config: Config, name: str | None) -> list[Source]:
    """The source of that name, or all that are enabled. Empty where there is none of this name."""
    return [source for source in crawl_sources(config) if name is None or source.name == name]
