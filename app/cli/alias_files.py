"""Files of aliases, named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from app.cli.terminal import plain
from watch import AliasBook
from watch.aliases import AliasError
from watch.aliases.pack import read_pack


def book_of_files(files: Sequence[Path], book: AliasBook) -> tuple[AliasBook, frozenset[str]]:
    """The book with the sets of the files, one file after the other, and the names of those sets.

    typer.Exit with 2 and one line where a file cannot be used.
    """
    names: set[str] = set()
    for file in files:
        try:
            sets = read_pack(file.read_text(encoding="utf-8-sig"), str(file))
            book = book.with_sets(sets)
        except AliasError as error:
            raise _refused(str(error)) from error
        except UnicodeDecodeError as error:
            raise _refused(f"{file}: is no UTF-8") from error
        except OSError as error:
            raise _refused(f"{file}: {error.strerror}") from error
        names |= {alias.name for alias in sets}
    return book, frozenset(names)


def _refused(reason: str) -> typer.Exit:
    typer.echo(f"wirewatch: {plain(reason)}", err=True)
    return typer.Exit(2)
