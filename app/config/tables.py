"""The tables of `wirewatch.toml`: what may stand where, and what holds when nothing does."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from app.config.channel_tables import ChannelTable
from app.config.fields import (
    Agent,
    AgentReference,
    AllowedHost,
    Contact,
    CookieValue,
    Country,
    CpuTime,
    DailyTime,
    DatabaseAddress,
    Delay,
    FolderName,
    HeaderValue,
    Interval,
    Language,
    Name,
    ProxyAddress,
    Query,
    Retention,
    Selector,
    Size,
    SourceHeader,
    SourceRetention,
    Timeout,
    Token,
    WebAddress,
)
from app.config.measures import parse_clock
from app.config.route_fields import SeverityName
from app.config.route_tables import RouteTable
from app.config.secrets import DatabaseUrl, Reference, Secret
from app.config.table import Table
from app.config.watching import HeartbeatTable, LimitsTable
from app.version import program_version
from storage.records import Owner


class Database(Table):
    """Where the archive is. A relative SQLite path is relative to the configuration file."""

    url: DatabaseAddress = DatabaseUrl("sqlite:///wirewatch.db")


class Manners(Table):
    """How wirewatch behaves towards the sites it reads."""

    contact: Contact | None = None
    user_agent: Agent | None = None
    delay: Delay = timedelta(seconds=1)
    timeout: Timeout = timedelta(seconds=30)
    max_response: Size = 16_000_000
    runs_at_once: int = Field(default=16, ge=1, le=256)
    obey_robots: bool = True

    @property
    def full_user_agent(self) -> str:
        """What sites are told: the override, or who asks, and whom to write to about it."""
        if self.user_agent is not None:
            return self.user_agent
        name = f"wirewatch/{program_version()}"
        if self.contact is None:
            return name
        is_plain_mail = not self.contact.startswith(("http://", "https://", "mailto:"))
        return f"{name} (+{'mailto:' if is_plain_mail else ''}{self.contact})"


class Egress(Table):
    """What may be connected to beside the public internet, by crawls and by deliveries.

    An address that stands in the file itself (a source's url, a proxy, a channel) needs no entry here, with its
    port; a host name that resolves to an address inside does.
    """

    allow: Annotated[tuple[AllowedHost, ...], Field(strict=False, max_length=1000)] = ()


class Reading(Table):
    """How pages are read, and at what cost at most.

    `readers` is a folder of readers for single sites, relative to the configuration file. Of a page over a limit
    that is kept which was read until then, marked.
    """

    readers: FolderName | None = None
    cpu_limit: CpuTime = timedelta(seconds=2)
    page_limit: Size = 5_000_000


class Polling(Table):
    """How often sources are polled. Each follows its own rhythm, between `floor` and its own `every`.

    `polls_per_hour` is the budget of the whole worker. Without one, twice as many polls are made as every source at
    its own `every` would need.
    """

    floor: Interval = timedelta(minutes=1)
    polls_per_hour: int | None = Field(default=None, ge=1, le=10_000_000)


class Captures(Table):
    """Whether the answers are kept that gave the articles, where, and for how long; None for ever.

    Without a `folder` it is `captures` beside the database, where that is a file, and beside the configuration file
    elsewhere. A relative one is relative to the configuration file.
    """

    folder: FolderName | None = None
    keep: bool = True
    keep_for: Retention | None = None


class RetentionTable(Table):
    """For how long articles are kept once they are collected; None for ever. What hits cite is kept longer."""

    keep_for: Retention | None = None


class Health(Table):
    """Whether and when people are told of sources that broke. Without `channels`, all channels are told.

    `daily` is when the notice of all sources that need care goes out, in UTC.
    """

    tell: bool = True
    daily: DailyTime = "07:00"
    channels: Annotated[tuple[str, ...], Field(strict=False)] | None = None

    @property
    def daily_at(self) -> time | None:
        """The time of `daily`, None for never."""
        return parse_clock(self.daily)


class BasicAuth(Table):
    """HTTP basic authentication (RFC 7617)."""

    user: Reference
    password: Secret


class Inherited(Table):
    """`[defaults]`, what all sources inherit, or a `[groups.NAME]` table, what the sources of that group do."""

    every: Interval | None = None
    delay: Delay | None = None
    country: Country | None = None
    language: Language | None = None
    owner: Owner | None = None
    tell_backlog: bool | None = None


class SourceTable(Table):
    """One `[[sources]]` table. The keys from `headers` on are for papers that are paid for."""

    name: Name
    kind: Literal["feed", "sitemap", "listing", "wordpress"]
    url: WebAddress
    group: Name | None = None
    country: Country | None = None
    language: Language | None = None
    owner: Owner | None = None
    every: Interval = timedelta(minutes=10)
    links: Selector | None = None
    next: Selector | None = None
    tell_backlog: bool = False
    delay: Delay | None = None
    keep_for: SourceRetention | None = None
    enabled: bool = True
    headers: dict[SourceHeader, HeaderValue] = Field(default_factory=dict)
    cookies: dict[Token, CookieValue] = Field(default_factory=dict)
    basic_auth: BasicAuth | None = None
    user_agent: AgentReference | None = None
    proxy: ProxyAddress | None = None


class ExampleTable(Table):
    """A text that a watch must match, or must not: a text alone, or with its title."""

    title: str = ""
    text: str = ""

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, written: object) -> object:
        return {"text": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError('must be a text in quotes, or {title = "...", text = "..."}')
        if not self.title.strip() and not self.text.strip():
            raise ValueError("is empty; write the text that is meant")
        return self


class WatchTable(Table):
    """One `[[watches]]` table. Without `channels`, its hits go by `[route]`."""

    name: Name
    query: Query
    severity: SeverityName = "warning"
    on: Literal["article", "revision"] = "article"
    must_match: Annotated[tuple[ExampleTable, ...], Field(strict=False)] = ()
    must_not_match: Annotated[tuple[ExampleTable, ...], Field(strict=False)] = ()
    channels: Annotated[tuple[str, ...], Field(strict=False)] | None = None


class Tables(Table):
    """The whole file."""

    database: Database = Database()
    manners: Manners = Manners()
    egress: Egress = Egress()
    reading: Reading = Reading()
    polling: Polling = Polling()
    captures: Captures = Captures()
    retention: RetentionTable = RetentionTable()
    health: Health = Health()
    heartbeat: HeartbeatTable | None = None
    limits: LimitsTable = LimitsTable()
    route: RouteTable | None = None
    defaults: Inherited = Inherited()
    groups: dict[Name, Inherited] = Field(default_factory=dict)
    sources: Annotated[tuple[SourceTable, ...], Field(strict=False)] = ()
    watches: Annotated[tuple[WatchTable, ...], Field(strict=False)] = ()
    # what may stand in these is the business of `watch.aliases`
    aliases: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = ()
    channels: Annotated[tuple[ChannelTable, ...], Field(strict=False)] = ()
