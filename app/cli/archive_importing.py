"""`wirewatch archive import`: wordings from files into the archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from app.cli.given_page import refuse
from app.cli.terminal import as_json, plain
from scheduler.counted import counted

if TYPE_CHECKING:
    from app.archive_files import FileFormat
    from storage.database import Database
    from storage.records import ImportCount, Wording

STANDARD = "-"
#: So much is saved in one transaction: few enough that a worker beside it hardly waits.
_MOST_WORDINGS, _MOST_LETTERS = 50, 1_000_000


def import_articles(
    files: list[str], *, format_: str | None, tell: bool, json: bool, config: Path | None
) -> None:
    """Take the articles of the files in. Raises typer.Exit with 1 or 2."""
    from app.archive_files import ArchiveFileError, FileFormat, format_of, require
    from app.cli.database import opened
    from app.cli.progress import Progress
    from storage.records import ImportCount

    formats = [format_of(file) if format_ is None else FileFormat(format_) for file in files]
    if (STANDARD, FileFormat.PARQUET) in zip(files, formats, strict=True):
        refuse("Parquet cannot be read from standard input: name a file")
    try:
        for each in formats:
            require(each)
    except ArchiveFileError as error:
        refuse(str(error))
    done, broken = ImportCount(), 0
    with opened(config) as database, ExitStack() as stack:
        # Whether all can be opened shows before anything of the first one is taken in.
        streams = [_opened(file, stack) for file in files]
        progress = stack.enter_context(Progress("import"))
        for number, (file, stream, each) in enumerate(zip(files, streams, formats, strict=True)):
            taking = _Taking(
                database=database, file=file, stream=stream, format=each, tell=tell, count=ImportCount()
            )
            for share in taking.steps():
                progress.share((number + share) / len(files))
            done, broken = done + taking.count, broken + taking.broken
    _say(done, broken, json=json)
    if broken:
        raise typer.Exit(1)


@dataclass(slots=True, kw_only=True)
class _Taking:
    """One file on its way in: what came of it so far, and how many of its rows are broken."""

    database: Database
    file: str
    stream: BinaryIO
    format: FileFormat
    tell: bool
    count: ImportCount
    broken: int = 0

    def steps(self) -> Iterator[float]:
        """Take the file in; how much of the way is done is told now and then."""
        from storage.clock import utc_now
        from storage.importing import Imports

        imports = Imports(self.database)
        size = Path(self.file).stat().st_size if self.file != STANDARD else 0
        for batch in _batches(self._sound()):
            self.count += imports.take_in(batch, utc_now(), tell=self.tell)
            if size:
                yield min(self.stream.tell() / size, 1.0)

    def _sound(self) -> Iterator[Wording]:
        """The rows that can be taken in; the others are named."""
        from app.archive_files import ArchiveFileError, Broken, read

        try:
            for one in read(self.stream, self.format):
                if isinstance(one, Broken):
                    self._name(f"{one.place}: {one.why}")
                else:
                    yield one.wording
        except ArchiveFileError as error:
            self._name(str(error))

    def _name(self, why: str) -> None:
        self.broken += 1
        typer.echo(f"wirewatch: {plain(self.file)}: {plain(why)}", err=True)


def _batches(wordings: Iterator[Wording]) -> Iterator[list[Wording]]:
    """As many as are saved at once; an article's are parted only where it has more."""
    batch: list[Wording] = []
    letters = 0
    for _, article in groupby(wordings, lambda one: one.archived.article.url):
        for one in article:
            if len(batch) >= 4 * _MOST_WORDINGS or letters >= 4 * _MOST_LETTERS:
                yield batch
                batch, letters = [], 0
            batch.append(one)
            letters += len(one.archived.article.text)
        if len(batch) >= _MOST_WORDINGS or letters >= _MOST_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _opened(file: str, stack: ExitStack) -> BinaryIO:
    if file == STANDARD:
        return sys.stdin.buffer
    try:
        return stack.enter_context(Path(file).open("rb"))
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}")


def _say(done: ImportCount, broken: int, *, json: bool) -> None:
    if json:
        print(as_json(asdict(done) | {"broken": broken}))
        return
    said = f"{counted(done.new, 'new article')}, {counted(done.revised, 'revision')} of known ones"
    faults = f"; {counted(broken, 'row')} could not be taken in" if broken else ""
    print(f"{said}, {done.known} known already{faults}")
