"""The configuration as a whole: read, checked in every part, and in force or refused."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.config.alias_rows import book_with, read_alias_rows
from app.config.channel_tables import ChannelTable
from app.config.crossing import cross_check
from app.config.errors import ConfigError, Problem, key_path
from app.config.explaining import explain
from app.config.inheritance import Origins, inherit, unknown_groups
from app.config.locating import Keys, key_lines, line_of
from app.config.reading import Unreadable, read_bytes, read_text, read_toml
from app.config.route_tables import RouteTable
from app.config.secrets import Surroundings
from app.config.tables import (
    Captures,
    Database,
    Egress,
    Health,
    Inherited,
    Manners,
    Polling,
    Reading,
    RetentionTable,
    SourceTable,
    Tables,
    WatchTable,
)
from app.config.watching import HeartbeatTable, LimitsTable
from watch import AliasBook
from watch.aliases import Alias


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A valid configuration with all references resolved."""

    path: Path
    database: Database
    manners: Manners
    reading: Reading
    sources: tuple[SourceTable, ...]
    watches: tuple[WatchTable, ...]
    channels: tuple[ChannelTable, ...]
    aliases: tuple[Alias, ...] = ()
    alias_rows: tuple[dict[str, Any], ...] = ()
    egress: Egress = field(default_factory=Egress)
    polling: Polling = field(default_factory=Polling)
    captures: Captures = field(default_factory=Captures)
    retention: RetentionTable = field(default_factory=RetentionTable)
    health: Health = field(default_factory=Health)
    heartbeat: HeartbeatTable | None = None
    limits: LimitsTable = field(default_factory=LimitsTable)
    route: RouteTable | None = None
    defaults: Inherited = field(default_factory=Inherited)
    groups: Mapping[str, Inherited] = field(default_factory=dict)
    inherited: Origins = field(default_factory=dict)

    @property
    def alias_book(self) -> AliasBook:
        """The aliases that queries may name: those that ship, and the file's own."""
        return book_with(self.aliases)

    @property
    def folder(self) -> Path:
        """The folder that relative paths in the file start from, absolute."""
        return self.path.absolute().parent

    @property
    def readers_folder(self) -> Path | None:
        """The folder of the user's own site readers, absolute."""
        return self.folder / self.reading.readers if self.reading.readers is not None else None


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Read and check `path`; references are resolved against its folder and `environ` (the process's own).

    Raises ConfigError with every problem that the file has. No secret is in its message.
    """
    try:
        text = read_text(read_bytes(path))
        values = read_toml(text)
    except Unreadable as error:
        raise ConfigError(str(path), (error.problem,)) from None
    folder = path.absolute().parent
    aliases, wrong = read_alias_rows(values, folder)
    surroundings = Surroundings(
        folder=folder,
        environ=os.environ if environ is None else environ,
        aliases=book_with(aliases) if aliases and not wrong else None,
    )
    wrong += unknown_groups(values)
    tables, found = _validated(values, surroundings)
    found += [(keys, Problem(path=key_path(keys), message=said)) for keys, said in wrong]
    found += [(keys, Problem(path=key_path(keys), message=said)) for keys, said in cross_check(values)]
    if tables is None or found:
        raise ConfigError(str(path), _placed(found, text))
    sources, origins = inherit(tables)
    return Config(
        path=path,
        database=tables.database,
        manners=tables.manners,
        reading=tables.reading,
        sources=sources,
        watches=tables.watches,
        channels=tables.channels,
        aliases=aliases,
        alias_rows=tables.aliases,
        egress=tables.egress,
        polling=tables.polling,
        captures=tables.captures,
        retention=tables.retention,
        health=tables.health,
        heartbeat=tables.heartbeat,
        limits=tables.limits,
        route=tables.route,
        defaults=tables.defaults,
        groups=tables.groups,
        inherited=origins,
    )


def _validated(
    values: dict[str, Any], surroundings: Surroundings
) -> tuple[Tables | None, list[tuple[Keys, Problem]]]:
    try:
        return Tables.model_validate(values, context=surroundings), []
    except ValidationError as error:
        return None, [explain(each) for each in error.errors(include_url=False, include_input=False)]


def _placed(found: list[tuple[Keys, Problem]], text: str) -> tuple[Problem, ...]:
    """The problems with their lines, in the order of the file."""
    lines = key_lines(text)
    placed = [replace(problem, line=line_of(keys, lines)) for keys, problem in found]
    return tuple(sorted(placed, key=lambda problem: problem.line or 0))
