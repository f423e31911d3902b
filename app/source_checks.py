"""A source polled because a person asks: what it answers now, in the words of its health, and nothing is stored."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from app.config import Config
from app.config.projection import crawl_policy, crawl_sources
from app.proxied import client_through
from app.visiting import Visit
from crawler import listings
from crawler.discovery.answers import Answer, form_of, unpacked
from crawler.discovery.found import Found, Kind, Measured, Trust
from crawler.discovery.freshness import is_stale
from crawler.discovery.measuring import Index, measure
from crawler.source import Source
from crawler.urls import host_group
from crawler.wordpress import posts_url
from storage.clock import utc_now
from storage.records import Health

# a source with these brings its articles all the same
_NO_TROUBLE = frozenset({Health.OK, Health.MOVED, Health.MALFORMED_RECOVERED, Health.UNDATED})
_REQUESTS = 8
_AT_ONCE = 8
_WALL = (b"captcha", b"cf-chl", b"challenge-platform", b"are you a robot", b"access denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a source answered: its state, what shows it, and what was read of it where anything was."""

    source: Source
    state: Health
    evidence: str
    read: Measured | None = None

    @property
    def is_trouble(self) -> bool:
        """Whether a person should look."""
        return self.state not in _NO_TROUBLE


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
    own = host_group(source.url)
    sent = _credentials(source)
    manners = config.manners.model_copy(update={"delay": source.delay})
    policy, proxy = crawl_policy(config), source.credentials.proxy
    through = client_through(proxy.get_secret_value(), source.url, manners, policy) if proxy else None
    return Visit(
        manners,
        client=through,
        policy=policy,
        most_requests=_REQUESTS,
        headers=lambda url: sent if host_group(url) == own else {},
    )


def check(source: Source, visit: Visit) -> Check:
    """Poll one source, and say how it is."""
    is_wordpress = source.kind.value == Kind.WORDPRESS
    answer = visit.get(posts_url(source.url) if is_wordpress else source.url)
    if answer.trouble is not None:
        return Check(source=source, state=_state_of(answer), evidence=answer.trouble)
    read, reason = _read(source, answer, visit)
    if read is None:
        return _unread(source, answer, reason)
    evidence = _evidence(read)
    now = utc_now()
    if is_stale(read.newest_at, None, read.per_day, now):
        state = Health.STALE
    elif any("broken XML" in doubt or "malformed" in doubt for doubt in read.doubts):
        state, evidence = Health.MALFORMED_RECOVERED, f"{evidence}; {read.doubts[0]}"
    elif answer.kept_url != answer.asked:
        state, evidence = Health.MOVED, f"{evidence}; for good at {answer.kept_url}"
    elif not read.dates and read.kind is not Kind.LISTING:
        state = Health.UNDATED
    else:
        state = Health.OK
    return Check(source=source, state=state, evidence=evidence, read=read)


def _read(source: Source, answer: Answer, visit: Visit) -> tuple[Measured | None, str]:
    found = Found(url=source.url, kind=Kind(source.kind.value), how="", trust=Trust.GIVEN, links=source.links)
    now = utc_now()
    if source.kind.value == Kind.LISTING:
        entries = listings.parse(
            unpacked(answer.body),
            answer.url,
            links=source.links or "a[href]",
            content_type=answer.content_type,
        )
        if not entries.leads:
            return None, "; ".join(entries.doubts) or "no links"
        return (
            Measured(
                found=found, url=source.url, leads=entries.leads, dates={}, published=False, kind=Kind.LISTING
            ),
            "",
        )
    measured = measure(found, answer, now)
    if isinstance(measured, Index):
        for child in measured.children[:3]:
            part = measure(found, visit.get(child), now)
            if isinstance(part, Measured):
                return part, ""
        return None, "an index of sitemaps, of which none holds articles"
    return (measured, "") if isinstance(measured, Measured) else (None, measured.reason)


def _state_of(answer: Answer) -> Health:
    said, status = answer.trouble or "", answer.status
    # one that is in trouble forbids all, as RFC 9309 has it; one that cannot be had is a site that cannot
    by_robots = "robots.txt" in said and ("forbids" in said or "answered" in said)
    if by_robots or status in {401, 402}:
        return Health.NOT_PERMITTED
    if status in {403, 451}:
        return Health.BLOCKED
    if status in {404, 410}:
        return Health.GONE
    if status == 429:
        return Health.RATE_LIMITED
    return Health.ERRORING if status else Health.UNREACHABLE


def _unread(source: Source, answer: Answer, reason: str) -> Check:
    body = unpacked(answer.body)
    if form_of(body) == "html" and any(mark in body[:20_000].lower() for mark in _WALL):
        return Check(
            source=source, state=Health.BLOCKED, evidence="a wall: the answer asks whether we are a robot"
        )
    if form_of(body) == "html" and source.kind.value != Kind.LISTING:
        return Check(source=source, state=Health.HTML_NOT_FEED, evidence=reason)
    if not body.strip() or "empty" in reason or source.kind.value == Kind.LISTING:
        return Check(source=source, state=Health.EMPTY, evidence=reason)
    return Check(source=source, state=Health.MALFORMED, evidence=reason)


def _evidence(read: Measured) -> str:
    count = len(read.leads)
    parts = [f"{count} {'entry' if count == 1 else 'entries'}"]
    if read.newest_at is not None:
        age = max(utc_now() - read.newest_at, timedelta(0))
        hours = round(age / timedelta(hours=1))
        parts.append(f"the newest {hours} h old" if hours < 72 else f"the newest {age.days} days old")
    if read.per_day is not None:
        parts.append(f"{read.per_day:g} a day")
    return ", ".join(parts)


def _credentials(source: Source) -> Mapping[str, str]:
    own = source.credentials
    sent = {name: value.get_secret_value() for name, value in own.headers.items()}
    if own.cookies:
        sent["Cookie"] = "; ".join(
            f"{name}={value.get_secret_value()}" for name, value in own.cookies.items()
        )
    if own.basic_auth is not None:
        user, password = own.basic_auth
        pair = f"{user}:{password.get_secret_value()}".encode()
        sent["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
    if own.user_agent is not None:
        sent["User-Agent"] = own.user_agent
    return sent


def chosen(config: Config, name: str | None) -> list[Source]:
    """The source of that name, or all that are enabled. Empty where there is none of this name."""
    return [source for source in crawl_sources(config) if name is None or source.name == name]
