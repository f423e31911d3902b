"""`wirewatch source list`, `check` and `packs`: sources, one a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from app.cli.given_page import configuration, refuse
from app.cli.terminal import as_json, moment, plain
from scheduler.counted import counted

if TYPE_CHECKING:
    from app.config import Config
    from app.config.tables import SourceTable
    from app.source_packs import PackedSource, PackGroup

UNPROBED = "unprobed"


def print_sources(*, json: bool, config: Path | None) -> None:
    """The sources of the configuration."""
    from app.config import config_path, load

    found = load(config_path(config))
    read = first_reads(found)
    for table in sorted(found.sources, key=lambda one: (one.group or "", one.name.casefold())):
        if json:
            print(as_json(_row(table, read.get(table.name))))
            continue
        about = [table.kind, table.group, table.owner, table.language, table.country]
        state = _state(read.get(table.name)) if table.enabled else "disabled"
        typer.echo(f"{plain(table.name)}: {', '.join(plain(one) for one in about if one)}; {state}")
        typer.echo(f"    {plain(table.url)}")
    if not found.sources and not json:
        typer.echo("there is none; `wirewatch source add URL` finds some")


def print_checks(name: str | None, *, json: bool, config: Path | None) -> None:
    """What each source answers now. Raises typer.Exit with 1 where one is in trouble."""
    from app.cli.known import check_name
    from app.config import config_path, load
    from app.source_checks import check_all, chosen

    found = load(config_path(config))
    check_name("source", name, {table.name for table in found.sources}, config, hint="NAME")
    checks = check_all(found, chosen(found, name))
    if not checks:
        refuse(
            "there is nothing to check: no source is enabled" if name is None else f"{name} is not enabled"
        )
    for one in checks:
        if json:
            newest = one.read.newest_at if one.read else None
            print(
                as_json(
                    {
                        "name": one.source.name,
                        "url": one.source.url,
                        "state": one.state.value,
                        "evidence": one.evidence,
                        "trouble": one.is_trouble,
                        "entries": len(one.read.leads) if one.read else 0,
                        "newest_at": newest,
                    }
                )
            )
        else:
            typer.echo(f"{plain(one.source.name)}: {one.state.value}, {plain(one.evidence)}")
    if any(one.is_trouble for one in checks):
        raise typer.Exit(1)


def print_packs(name: str | None, *, json: bool, config: Path | None) -> None:
    """The packs, or the sources of one. Raises typer.Exit with 2 where there is none of this name."""
    from app.source_packs import all_groups, groups_named, names

    groups = all_groups() if name is None else groups_named(name)
    if not groups:
        refuse(f"no pack is named {name!r}; there are {', '.join(names())}")
    read = _addresses_read(configuration(config))
    for group in groups:
        if name is None:
            _print_group(group, read, json=json)
            continue
        if not json:
            typer.echo(f"{group.full_name}: {group.title}. {group.about}.")
        for source in group.sources:
            _print_packed(group, source, read, json=json)
    if not json:
        last = name or "defence"
        typer.echo(
            f"\nwirewatch source import {last} writes them; wirewatch init --pack {last} begins with them."
        )


def first_reads(config: Config) -> Mapping[str, datetime]:
    """When the worker first read each source, by name; empty where there is no archive yet."""
    from app.config.projection import database_url
    from storage.database import Database
    from storage.errors import StorageError
    from storage.schema import require_current
    from storage.sources import Sources

    url = database_url(config)
    try:
        require_current(url)
        database = Database(url)
    except StorageError:
        return {}
    try:
        states = Sources(database).list()
    finally:
        database.close()
    return {state.name: state.first_read_at for state in states if state.first_read_at is not None}


def _addresses_read(config: Config | None) -> Mapping[str, datetime | None]:
    """The addresses of the configuration's sources, with when each was first read."""
    if config is None:
        return {}
    read = first_reads(config)
    return {table.url: read.get(table.name) for table in config.sources}


def _print_group(group: PackGroup, read: Mapping[str, datetime | None], *, json: bool) -> None:
    known = sum(source.table["url"] in read for source in group.sources)
    if json:
        row = {"name": group.full_name, "title": group.title, "about": group.about}
        print(as_json({**row, "sources": len(group.sources), "configured": known}))
        return
    here = f", {known} of them in your configuration" if known else ""
    typer.echo(f"{group.full_name:<24} {counted(len(group.sources), 'source')}{here}: {group.about}")


def _print_packed(
    group: PackGroup, source: PackedSource, read: Mapping[str, datetime | None], *, json: bool
) -> None:
    table = source.table
    first_read_at = read.get(table["url"])
    if json:
        row: dict[str, Any] = {"group": group.full_name, **table, "trouble": source.trouble}
        row |= {
            "configured": table["url"] in read,
            UNPROBED: first_read_at is None,
            "first_read_at": first_read_at,
        }
        print(as_json(row))
        return
    about = [table.get(key) for key in ("kind", "owner", "language", "country")]
    trouble = f"; known trouble: {source.trouble}" if source.trouble else ""
    here = "in your configuration, " if table["url"] in read else ""
    typer.echo(f"  {table['name']}: {', '.join(filter(None, about))}; {here}{_state(first_read_at)}{trouble}")
    typer.echo(f"      {table['url']}")


def _row(table: SourceTable, first_read_at: datetime | None) -> dict[str, Any]:
    keys = ("name", "kind", "url", "group", "owner", "language", "country", "enabled")
    row = {key: getattr(table, key) for key in keys}
    return {**row, UNPROBED: first_read_at is None, "first_read_at": first_read_at}


def _state(first_read_at: datetime | None) -> str:
    return UNPROBED if first_read_at is None else f"first read {moment(first_read_at)}"
