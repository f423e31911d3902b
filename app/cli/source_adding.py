"""`wirewatch source add`: what is found is shown, and what is chosen is written."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from app.cli.given_page import configuration, refuse
from app.cli.terminal import as_json, plain

if TYPE_CHECKING:
    from app.config import Config
    from app.discovering import Discovery


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of `source add`."""

    url: str
    yes: bool = False
    dry_run: bool = False
    pick: int | None = None
    kind: str | None = None
    name: str | None = None
    group: str | None = None


def add_source(wanted: Wanted, *, json: bool, config: Path | None) -> None:
    """Find, show, and write where that is wanted. Raises typer.Exit with 1 or 2."""
    from app.cli.source_offers import document, print_offers, table_of

    found_config = configuration(config)
    if found_config is None and not wanted.dry_run:
        refuse("there is no configuration to write to: `wirewatch init` makes one, and --dry-run only looks")
    if found_config is not None and wanted.group is not None and wanted.group not in found_config.groups:
        named = ", ".join(sorted(found_config.groups))
        there = f"there are {named}" if named else "there is none yet"
        refuse(f"--group {wanted.group}: no [groups.NAME] table has this name; {there}")
    found = _discovered(wanted, found_config)
    configured = _configured(found_config, [offer.source.url for offer in found.offers])
    chosen = (wanted.pick or 1) - 1
    table: dict[str, Any] | None = None
    if chosen < len(found.offers):
        taken = [each.name for each in found_config.sources] if found_config else []
        given = {"name": wanted.name, "group": wanted.group}
        table = table_of(found.offers[chosen], found.survey, taken, given)
    if not json:
        print_offers(found, configured)
    if table is None:
        _say_nothing_found(wanted, found, document(found, configured) if json else None)
        raise typer.Exit(1)
    is_known = found.offers[chosen].source.url in configured
    written = not is_known and not wanted.dry_run and _is_wanted(wanted, table, found_config, json=json)
    if written and found_config is not None:
        _write(found_config.path, table)
    if json:
        print(as_json({**document(found, configured), "source": table, "written": written}))
    else:
        _say_what_follows(wanted, table, found_config, written=written, is_known=is_known)


def _discovered(wanted: Wanted, config: Config | None) -> Discovery:
    from app.config.projection import egress_allowed
    from app.config.tables import Manners
    from app.discovering import discover
    from app.readers.configured import use_configured
    from app.visiting import MOST_REQUESTS, Visit
    from crawler.reading import PageLimits
    from egress import Policy

    if config is not None:
        use_configured(config)
        from app.config.projection import page_limits

        limits = page_limits(config)
    else:
        limits = PageLimits(cpu_seconds=2)
    address = wanted.url if "://" in wanted.url else f"https://{wanted.url}"
    policy = (egress_allowed(config) if config else Policy()).naming_urls(address, localhost=True)
    if sys.stderr.isatty():
        typer.echo(
            f"asking {plain(address)}: at most {MOST_REQUESTS} requests, with a pause between two", err=True
        )
    with Visit(config.manners if config else Manners(), policy=policy) as visit:
        found = discover(address, visit, limits, kinds=(wanted.kind,) if wanted.kind else ())
    if not found.offers and not found.left_out and found.survey.trouble:
        refuse(f"{address}: {found.survey.trouble}")
    return found


def _configured(config: Config | None, addresses: list[str]) -> dict[str, str]:
    """Which of the addresses the configuration already has, and under which name."""
    from crawler.urls import canonical

    known = {canonical(table.url): table.name for table in config.sources} if config else {}
    return {url: known[canonical(url)] for url in addresses if canonical(url) in known}


def _is_wanted(wanted: Wanted, table: dict[str, Any], config: Config | None, *, json: bool) -> bool:
    if wanted.yes or json or config is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    typer.echo(f"\n{_shown(table)}")
    return typer.confirm(f"Write this to {plain(str(config.path))}?", default=True)


def _write(path: Path, table: dict[str, Any]) -> None:
    from app.config import editing

    try:
        editing.add(path, [table])
    except editing.EditError as error:
        refuse(str(error))


def _shown(table: dict[str, Any]) -> str:
    from app.config.editing import source_text

    return plain(source_text(table), lines=True).rstrip()


def _say_nothing_found(wanted: Wanted, found: Discovery, document: dict[str, Any] | None) -> None:
    if document is not None:
        print(as_json({**document, "source": None, "written": False}))
        return
    kind = f" of the kind {wanted.kind}" if wanted.kind else ""
    if found.offers:
        ranks = "one is" if len(found.offers) == 1 else f"{len(found.offers)} are"
        why = f"there is no offer {wanted.pick}{kind}: {ranks} above"
    else:
        why = f"no source{kind} was found at {plain(wanted.url)}"
    typer.echo(f"wirewatch: {why}", err=True)


def _say_what_follows(
    wanted: Wanted, table: dict[str, Any], config: Config | None, *, written: bool, is_known: bool
) -> None:
    if is_known:
        typer.echo("\nIt is already in the configuration; nothing was written.")
    elif written and config is not None:
        typer.echo(f"\nwrote to {plain(str(config.path))}:\n\n{_shown(table)}")
        typer.echo(
            "\nA running worker takes it over by itself. What the source holds now is not told, only what is new."
        )
    elif wanted.dry_run:
        typer.echo(
            f"\nNothing was written. Without --dry-run this goes into the configuration:\n\n{_shown(table)}"
        )
    else:
        typer.echo("Nothing was written; --pick takes another offer.")
