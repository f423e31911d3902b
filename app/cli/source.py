"""`wirewatch source`: find sources, bring them in and out, and see how they do."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

app = typer.Typer(no_args_is_help=True, help="Find sources, bring them in and out, and see how they do.")


class KindName(StrEnum):
    """The kinds of source, for --kind."""

    FEED = "feed"
    WORDPRESS = "wordpress"
    SITEMAP = "sitemap"
    LISTING = "listing"


DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Write nothing, and ask nothing.")]
GroupOption = Annotated[
    str | None, typer.Option("--group", help="The group of the configuration that it belongs to.")
]
SourceArgument = Annotated[
    str | None, typer.Argument(metavar="NAME", help="A source of the configuration. Default: all.")
]


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Any page of the site, or a feed of it.")],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask on a terminal before writing.")
    ] = False,
    dry_run: DryRunOption = False,
    pick: Annotated[int | None, typer.Option("--pick", min=1, help="Take the offer of this rank.")] = None,
    kind: Annotated[KindName | None, typer.Option("--kind", help="Offer only sources of this kind.")] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="The source's name. Default: what the site calls itself.")
    ] = None,
    group: GroupOption = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Find the sources of a site, the freshest first, show what the best would collect, and write it.

    The first offer is written, or the one of --pick; on a terminal you are asked before, elsewhere not. --dry-run
    only looks. The site is asked at most 40 times, with the delay and the contact of the configuration, and its
    robots.txt is obeyed.

    Exit codes: 0 found, 1 nothing was found, 2 the site could not be asked or the file not be written.

    Example: wirewatch source add https://gazette.example/world --dry-run
    """
    from app.cli.source_adding import Wanted, add_source

    wanted = Wanted(
        url=url,
        yes=yes,
        dry_run=dry_run,
        pick=pick,
        kind=kind.value if kind else None,
        name=name,
        group=group,
    )
    add_source(wanted, json=json, config=config)


@app.command(name="import")
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE|PACK", help="An OPML or CSV file, or a pack that ships.")
    ],
    group: GroupOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Write the sources of an OPML file, a CSV file or a pack into the configuration.

    A folder of OPML becomes a group, and a `[groups.NAME]` table where there is none. What the configuration has
    already, by its address, is skipped with a word, and so is what cannot be polled. CSV has a heading with `url`
    and any of name, kind, links, country, language, owner, group; or rows of a name and an address.

    Exit codes: 0 done, 1 nothing in it could be taken over, 2 it could not be read or written.

    Example: wirewatch source import feeds.opml --dry-run
    """
    from app.cli.source_importing import import_sources

    import_sources(file, group=group, dry_run=dry_run, json=json, config=config)


@app.command()
def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write. Default: standard output.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write the configuration's sources as OPML, grouped, without any credentials.

    Example: wirewatch source export --output sources.opml
    """
    from app.cli.source_importing import export_sources

    export_sources(output, config)


@app.command(name="list")
def list_(json: JsonOption = False, config: ConfigOption = None) -> None:
    """Show the sources of the configuration, by group, and whether each has been read yet.

    A source is unprobed until the worker has read it once.

    Example: wirewatch source list --json
    """
    from app.cli.source_showing import print_sources

    print_sources(json=json, config=config)


@app.command()
def check(name: SourceArgument = None, json: JsonOption = False, config: ConfigOption = None) -> None:
    """Ask each source now, and say in one line how it is; nothing is stored.

    Exit codes: 0 all are well, 1 one is in trouble, 2 the question could not be asked.

    Example: wirewatch source check
    """
    from app.cli.source_showing import print_checks

    print_checks(name, json=json, config=config)


@app.command(name="test")
def read_one(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A source of the configuration.")],
    url: Annotated[
        str | None,
        typer.Option("--url", help="Read this article. Default: the newest that the source shows."),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Read one article of a source as the worker would, and show every field with where it came from.

    Exit codes: 0 an article was read, 1 the page is none, 2 the source or the page could not be had.

    Example: wirewatch source test "The Defense News"
    """
    from app.cli.source_testing import test_source

    test_source(name, url=url, json=json, config=config)


@app.command()
def packs(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A pack or a group of it. Default: a list of all.")
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show the packs of sources that ship, or the sources of one, and which of them your worker has read.

    They come from public lists: a source is unprobed until your own worker has read it once.

    Example: wirewatch source packs defence/korea
    """
    from app.cli.source_showing import print_packs

    print_packs(name, json=json, config=config)
