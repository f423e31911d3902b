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
        bool, typer.Option("--yes", "-y", help="Write the first offer, or the one of --pick, without asking.")
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

    On a terminal it asks before it writes. Elsewhere it writes only with --yes; without it, it prints the table
    and exits 0. The site is asked at most 40 times, with the delay and the contact of the configuration, and its
    robots.txt is obeyed.

    Exit codes: 0 found, 1 nothing was found, 2 the site could not be asked or the file not be written.

    Example: wirewatch source add https://gazette.example/world --yes
    """
    from app.cli.source_adding import Wanted, add_source

    wanted = Wanted(
        url=url, yes=yes, dry_run=dry_run, pick=pick, kind=kind.value if kind else None, name=name, group=group
    )
    add_source(wanted, json=json, config=config)
