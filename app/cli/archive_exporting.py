"""`wirewatch archive export`: wordings on their way to a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from app.cli.given_page import refuse
from app.cli.terminal import as_json, plain
from scheduler.counted import counted

if TYPE_CHECKING:
    from app.archive_files import FileFormat
    from storage.database import Database
    from storage.exporting import Chosen

STANDARD = "-"


@dataclass(slots=True, kw_only=True)
class _Written:
    """How much was written."""

    articles: int = 0
    revisions: int = 0


def export_articles(
    file: str,
    query: str | None,
    *,
    format_: str | None,
    source: str | None,
    since: str | None,
    until: str | None,
    latest: bool,
    json: bool,
    config: Path | None,
) -> None:
    """Write the chosen articles. Raises typer.Exit with 1 or 2."""
    from app.archive_files import FileFormat, format_of
    from app.cli.database import opened
    from app.cli.known import check_name
    from app.cli.moments import period_given
    from app.cli.search_given import query_given
    from storage.clock import utc_now
    from storage.exporting import Chosen
    from storage.search import Filter
    from storage.sources import Sources

    written_as = format_of(file) if format_ is None else FileFormat(format_)
    asked = None if query is None else query_given(query, config)
    period = period_given(since, until, utc_now())
    with opened(config) as database:
        check_name("source", source, Sources(database).names(), config)
        only = Filter(source=source, since=period.since, until=period.until)
        chosen = Chosen(query=asked, only=only, latest=latest)
        with _target(file, written_as) as stream:
            written = _write(database, chosen, stream, written_as)
    said = f"{counted(written.articles, 'article')}, {counted(written.revisions, 'revision')}"
    # What is exported to standard output is all that stands there.
    typer.echo(
        as_json(asdict(written) | {"file": file}) if json else f"wrote {said} to {plain(file)}",
        err=file == STANDARD,
    )
    if not written.revisions:
        raise typer.Exit(1)


def _write(database: Database, chosen: Chosen, stream: BinaryIO, format_: FileFormat) -> _Written:
    from app.archive_files import ArchiveFileError, writing
    from app.cli.progress import Progress
    from storage.exporting import exported

    written = _Written()
    article = None
    try:
        rows = writing(stream, format_)
    except ArchiveFileError as error:
        refuse(str(error))
    with Progress("export") as progress:
        for some in exported(database, chosen):
            rows.write(some.wordings)
            written.revisions += len(some.wordings)
            for one in some.wordings:
                written.articles += one.archived.id != article
                article = one.archived.id
            progress.share(some.share)
        rows.finish()
    return written


@contextmanager
def _target(file: str, format_: FileFormat) -> Iterator[BinaryIO]:
    """Where the rows go; a file gets its name once it is whole."""
    from app.archive_files import FileFormat

    if file == STANDARD:
        if format_ is not FileFormat.JSONL and sys.stdout.isatty():
            refuse(f"a terminal cannot show {format_}: name a file, or send it on to a program")
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(file)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}")
    finally:
        part.unlink(missing_ok=True)
