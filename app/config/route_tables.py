"""The tables of `[route]`: what may stand in them. What a route does not say itself it has from the one above."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.config.fields import Country, Language, Name
from app.config.route_fields import (
    NEVER,
    DigestTimes,
    GroupWait,
    Outlets,
    QuietHours,
    RepeatInterval,
    SeverityName,
    SomeOf,
    Zone,
)
from app.config.table import Table


class MatchTable(Table):
    """Which hits a route takes: all that is given must hold. `severity` is the least."""

    watch: SomeOf[Name] | None = None
    source: SomeOf[Name] | None = None
    language: SomeOf[Language] | None = None
    country: SomeOf[Country] | None = None
    severity: SeverityName | None = None


class RouteTable(Table):
    """`[route]`, the root, which takes what no other route does."""

    channels: Annotated[tuple[str, ...], Field(strict=False)] | None = None
    group_by: Literal["story", "watch"] | None = None
    group_wait: GroupWait | None = None
    repeat_interval: RepeatInterval | None = None
    corroboration: Annotated[tuple[Outlets, ...], Field(strict=False, max_length=100)] | None = None
    digest: DigestTimes | None = None
    empty_digest: bool | None = None
    quiet: QuietHours | None = None
    quiet_unless: Literal["info", "warning", "critical", "never"] | None = None
    zone: Zone | None = None
    routes: Annotated[tuple[ChildRouteTable, ...], Field(strict=False, max_length=1000)] = ()


class ChildRouteTable(RouteTable):
    """A `[[route.routes]]` table, or one below it."""

    name: Name | None = None
    match: MatchTable = MatchTable()
    goes_on: bool = Field(default=False, alias="continue")


__all__ = ["NEVER", "ChildRouteTable", "MatchTable", "RouteTable"]
