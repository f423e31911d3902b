"""`wirewatch archive`: the articles to files and from files."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

app = typer.Typer(
    help="Export the archive to files, and import it from them.", no_args_is_help=True, rich_markup_mode=None
)


class FormatChoice(StrEnum):
    """See `app.archive_files.FileFormat`, which is not imported for a command's help."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


FormatOption = Annotated[
    FormatChoice | None,
    typer.Option("--format", help="Default: what the file's name says, else JSON Lines.", show_default=False),
]


@app.callback()
def group() -> None:
    """Export the archive to files, and import it from them."""


@app.command()
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write; - is standard output.")],
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY", help="Only articles that match, in the watch language.", show_default=False
        ),
    ] = None,
    format_: FormatOption = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Only from this source.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Published from then on: 90d, 12h or 2026-11-24.", show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", help="Published before then: 1d or 2026-11-24.", show_default=False),
    ] = None,
    latest: Annotated[
        bool,
        typer.Option("--latest/--revisions", help="Articles in their latest words alone, or every revision."),
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Write articles to a file, a row a revision, the oldest article first, as they all were at one moment.

    Each row has all that the archive knows of the revision, and of the source what was declared. --since and --until go
    by collection where a page names no time of publication. A file is only there once all of it is written.

    Exit codes: 0 written, 1 no article was chosen, 2 it could not be done.

    Example: wirewatch archive export korea.parquet '"North Korea*" AND troops' --since 90d
    """
    from app.cli.archive_exporting import export_articles

    export_articles(
        file,
        query,
        format_=None if format_ is None else format_.value,
        source=source,
        since=since,
        until=until,
        latest=latest,
        json=json,
        config=config,
    )


@app.command(name="import")
def import_(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Files that an export wrote; - is standard input."),
    ],
    format_: FormatOption = None,
    tell: Annotated[
        bool, typer.Option("--tell", help="Tell of what was news where it comes from as news, too.")
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Take articles from files into the archive, with their revisions and times; nobody is told of them.

    What the archive has is left as it is, so the same file may be imported again, to go on after an end half-way. A row
    that cannot be taken in is named by its file and line, and the others are.

    Exit codes: 0 all rows are in the archive, 1 some could not be taken in, 2 it could not be done.

    Example: wirewatch archive import korea.parquet
    """
    from app.cli.archive_importing import import_articles

    import_articles(
        files, format_=None if format_ is None else format_.value, tell=tell, json=json, config=config
    )
