"""`wirewatch source import` and `export`: lists of sources from other programs and for them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from app.cli.given_page import refuse
from app.cli.source_offers import free_name
from app.cli.terminal import as_json, plain
from scheduler.counted import counted

if TYPE_CHECKING:
    from app.config import Config
    from app.source_files import ListedSource


def import_sources(given: str, *, group: str | None, dry_run: bool, json: bool, config: Path | None) -> None:
    """Write the sources of a file or a pack that the configuration lacks. Raises typer.Exit with 1 or 2."""
    from app.config import config_path, editing, load

    path = config_path(config)
    listed = _listed(given)
    taken_over, skipped = _chosen(listed, load(path), group)
    tables = [table for table, _ in taken_over]
    notes = {table["name"]: f"known trouble: {trouble}" for table, trouble in taken_over if trouble}
    groups: dict[str, Mapping[str, Any]] = {table["group"]: {} for table in tables if "group" in table}
    if tables:
        try:
            editing.add(path, tables, groups, notes, dry_run=dry_run)
        except editing.EditError as error:
            refuse(str(error))
    _say(path, tables, skipped, dry_run=dry_run, json=json)
    if not tables and not all(reason.startswith("is already here") for _, reason in skipped):
        raise typer.Exit(1)


def export_sources(output: Path | None, config: Path | None) -> None:
    """Write the configuration's sources as OPML, to a file or to standard output."""
    from app.config import config_path, load
    from app.source_files import write_opml

    found = load(config_path(config))
    rows = [table.model_dump(mode="json", exclude_none=True) for table in found.sources]
    content = write_opml(rows, "wirewatch sources")
    if output is None:
        sys.stdout.write(content.decode())
    else:
        if output.exists() and output.samefile(found.path):
            refuse(f"{output} is the configuration itself; --output names another file")
        try:
            output.write_bytes(content)
        except OSError as error:
            refuse(f"{output} cannot be written: {error.strerror}")
        typer.echo(f"wrote {counted(len(rows), 'source')} to {plain(str(output))}")
    private = [table.name for table in found.sources if table.headers or table.cookies or table.basic_auth]
    if private:
        typer.echo(f"wirewatch: without the credentials of {plain(', '.join(private))}", err=True)


def _listed(given: str) -> Sequence[ListedSource]:
    from app.source_files import ListedSource, SourceFileError, read_csv, read_opml
    from app.source_packs import groups_named

    path = Path(given)
    if not path.exists() and (groups := groups_named(given)):
        return [
            ListedSource(**source.table, group=group.name, trouble=source.trouble)
            for group in groups
            for source in group.sources
        ]
    try:
        content = path.read_bytes()
        is_opml = path.suffix.lower() in {".opml", ".xml"} or content.lstrip()[:1] == b"<"
        return read_opml(content) if is_opml else read_csv(content)
    except OSError as error:
        refuse(f"{given}: {error.strerror}; it is no pack either (`wirewatch source packs` lists them)")
    except SourceFileError as error:
        refuse(f"{given}: {error}")


def _chosen(
    listed: Sequence[ListedSource], config: Config, group: str | None
) -> tuple[list[tuple[dict[str, Any], str | None]], list[tuple[str, str]]]:
    """The tables to write, each with its known trouble, and what is skipped with the reason."""
    from crawler.urls import canonical

    known = {canonical(table.url): table.name for table in config.sources}
    names = {table.name for table in config.sources}
    chosen: list[tuple[dict[str, Any], str | None]] = []
    skipped: list[tuple[str, str]] = []
    for one in listed:
        reason = one.skipped or _refused(one.url)
        if reason is None and (here := known.get(canonical(one.url))):
            reason = f"is already here as {here}"
        if reason is not None:
            skipped.append((one.name or one.url, reason))
            continue
        table = one.table() | {"name": free_name([one.name, _host(one.url)], names)}
        if belongs := group or _group_name(one.group):
            table["group"] = belongs
        known[canonical(one.url)] = table["name"]
        names.add(table["name"])
        chosen.append((table, one.trouble))
    return chosen, skipped


def _refused(url: str) -> str | None:
    from app.config.refusals import web_address

    try:
        web_address(url)
    except ValueError as error:
        return f"its address {error}"
    return None


def _group_name(folder: str | None) -> str | None:
    return plain(folder).strip()[:64].strip() or None if folder else None


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")


def _say(
    path: Path,
    tables: Sequence[Mapping[str, Any]],
    skipped: Sequence[tuple[str, str]],
    *,
    dry_run: bool,
    json: bool,
) -> None:
    if json:
        told = [{"name": name, "reason": reason} for name, reason in skipped]
        print(as_json({"written": not dry_run and bool(tables), "sources": tables, "skipped": told}))
        return
    for name, reason in skipped:
        typer.echo(f"skipped {plain(name)}: {plain(reason)}")
    wrote = "would write" if dry_run else "wrote"
    typer.echo(f"{wrote} {counted(len(tables), 'source')} to {plain(str(path))}")
    if tables and not dry_run:
        typer.echo(
            "They are read for the first time in silence: what they hold now is not told, only what is new."
        )
