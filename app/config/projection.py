"""What the other packages take from the configuration, in their own types."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.config.channel_digest import channel_digest
from app.config.fields import EVER
from app.config.loading import Config
from app.config.tables import ExampleTable, SourceTable
from crawler.source import Credentials, Source
from crawler.urls import host_group
from egress import Policy
from storage.addresses import parse, sqlite_file
from storage.records import KeepFor, Severity, SourceDeclaration, SourceKind

if TYPE_CHECKING:
    from alerts.care import CarePlan
    from alerts.channel_care import ChannelCare
    from alerts.channels import Channel
    from alerts.heartbeat import HeartbeatSettings
    from alerts.limits import Limits
    from alerts.watchlist import Watchlist
    from crawler.reading import PageLimits
    from scheduler.pricing import Polling
    from watch.files import WatchText


def database_url(config: Config) -> str:
    """The archive's URL with its password; a relative SQLite path made absolute, from the file's folder."""
    address = parse(config.database.url.value)
    file = sqlite_file(address)
    if file is not None:
        address = address.set(database=str(config.folder / file))
    return address.render_as_string(hide_password=False)


def crawl_sources(config: Config) -> tuple[Source, ...]:
    """The enabled sources, for the spiders."""
    return tuple(_source(table, config.manners.delay) for table in config.sources if table.enabled)


def declarations(config: Config) -> tuple[SourceDeclaration, ...]:
    """The enabled sources, for the archive: one that is disabled is not due, and keeps its articles."""
    return tuple(
        SourceDeclaration(
            name=table.name,
            kind=SourceKind(table.kind),
            url=table.url,
            host_group=host_group(table.url),
            interval=table.every,
            tell_backlog=table.tell_backlog,
            country=table.country,
            language=table.language,
            owner=table.owner,
            group_name=table.group,
        )
        for table in config.sources
        if table.enabled
    )


def egress_allowed(config: Config) -> Policy:
    """What `[egress] allow` lists."""
    return Policy.allowing(config.egress.allow)


def crawl_policy(config: Config) -> Policy:
    """What crawls may connect to: the public internet, what is allowed, and the addresses of the sources."""
    return egress_allowed(config).naming_urls(*(table.url for table in config.sources if table.enabled))


def page_limits(config: Config) -> PageLimits:
    """What one page may cost."""
    from crawler.reading import PageLimits

    return PageLimits(
        cpu_seconds=config.reading.cpu_limit.total_seconds(), most_bytes=config.reading.page_limit
    )


def watchlist(config: Config) -> Watchlist:
    """The watches, and the routes on which their hits are told."""
    from alerts.watchlist import WatchEntry, Watchlist
    from app.config.routing import route_tree

    return Watchlist(
        entries=tuple(
            WatchEntry(
                name=table.name,
                query=table.query,
                severity=Severity(table.severity),
                on_revision=table.on == "revision",
            )
            for table in config.watches
        ),
        tree=route_tree(config),
    )


def polling(config: Config) -> Polling:
    """How often may be polled."""
    from scheduler.pricing import Polling

    return Polling(floor=config.polling.floor, polls_per_hour=config.polling.polls_per_hour)


def care_plan(config: Config) -> CarePlan:
    """Who is told of sources that broke: nobody where `tell` is off."""
    from alerts.care import CarePlan

    health = config.health
    named = tuple(channel.name for channel in config.channels) if health.channels is None else health.channels
    return CarePlan(channels=named if health.tell else (), daily_at=health.daily_at)


def keep_for(config: Config) -> KeepFor:
    """For how long articles are kept."""
    return KeepFor(
        articles=config.retention.keep_for,
        by_source={
            table.name: None if table.keep_for == EVER else table.keep_for
            for table in config.sources
            if table.keep_for is not None
        },
    )


def limits(config: Config) -> Limits:
    """From when on something stands still."""
    from alerts.limits import Limits

    table = config.limits
    return Limits(
        passed=table.passed,
        unflagged=table.unflagged,
        undelivered=table.undelivered,
        failing=table.failing,
    )


def channel_care(config: Config) -> ChannelCare:
    """What holds for each channel beside its address."""
    from alerts.channel_care import ChannelCare, ChannelTerms

    terms = {
        table.name: ChannelTerms(fallback=table.fallback, rate=table.rate, digest=channel_digest(table))
        for table in config.channels
    }
    return ChannelCare(terms=terms, limits=limits(config))


def heartbeat(config: Config) -> HeartbeatSettings | None:
    """Who is called after a pass."""
    from alerts.heartbeat import HeartbeatSettings

    table = config.heartbeat
    if table is None:
        return None
    return HeartbeatSettings(
        url=table.url.secret(), method=table.method, every=table.every, egress=egress_allowed(config)
    )


def watch_texts(config: Config) -> tuple[WatchText, ...]:
    """The watches with their examples."""
    from watch.files import Example, WatchText

    def examples(tables: tuple[ExampleTable, ...]) -> tuple[Example, ...]:
        return tuple(Example(title=table.title, text=table.text) for table in tables)

    return tuple(
        WatchText(
            name=table.name,
            written=str(table.query),
            query=table.query,
            must_match=examples(table.must_match),
            must_not_match=examples(table.must_not_match),
        )
        for table in config.watches
    )


def channels(config: Config) -> dict[str, Channel]:
    """The channels by name, none connected yet."""
    from app.config.channel_making import made

    allow = config.egress.allow
    return {table.name: made(table, config.folder, allow) for table in config.channels}


def _source(table: SourceTable, delay: timedelta) -> Source:
    login = table.basic_auth
    return Source(
        name=table.name,
        kind=SourceKind(table.kind),
        url=table.url,
        interval=table.every,
        delay=delay if table.delay is None else table.delay,
        tell_backlog=table.tell_backlog,
        links=table.links,
        next_link=table.next,
        credentials=Credentials(
            headers={name: value.secret() for name, value in table.headers.items()},
            cookies={name: value.secret() for name, value in table.cookies.items()},
            basic_auth=(login.user.value, login.password.secret()) if login else None,
            user_agent=table.user_agent.value if table.user_agent else None,
            proxy=table.proxy.secret() if table.proxy else None,
        ),
    )
