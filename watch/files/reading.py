"""From TOML to watches."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass

from watch.aliases import AliasBook, AliasError, shipped
from watch.aliases.pack import read_tables
from watch.errors import WatchSyntaxError, shown
from watch.files.errors import WatchFileError
from watch.files.examples import Example
from watch.parser import Query, parse

LONGEST_NAME = 200
"""In characters."""

_KEYS = ("name", "query", "must_match", "must_not_match")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchText:
    """A watch as it stands in a file: `written` is its query as somebody wrote it."""

    name: str
    written: str
    query: Query
    must_match: tuple[Example, ...] = ()
    must_not_match: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """The watches of a file in its order, and the aliases that they may name: the shipped ones and the file's own."""

    watches: tuple[WatchText, ...]
    book: AliasBook


def read_watch_file(text: str, file: str, book: AliasBook | None = None) -> WatchFile:
    """Read [[watches]] and [[aliases]]; `file` is named in messages, `book` extended (default: the shipped one).

    Raises WatchFileError.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WatchFileError(f"Is no TOML: {error}", file=file) from None
    except RecursionError:
        raise WatchFileError("Is nested too deep", file=file) from None
    for key in tables:
        if key not in {"watches", "aliases"}:
            raise WatchFileError(
                f"Holds {shown(key)}; a file of watches holds [[watches]] and [[aliases]]", file=file
            )
    try:
        book = (shipped() if book is None else book).with_sets(read_tables(tables.get("aliases", []), file))
    except AliasError as error:
        raise WatchFileError(error.message, file=file, name=error.name and f"@{error.name}") from None
    rows = tables.get("watches", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise WatchFileError("Watches are written as [[watches]] tables", file=file)
    watches = tuple(_Table(row, number, file).read(book) for number, row in enumerate(rows, 1))
    _refuse_twins(watches, file)
    return WatchFile(watches=watches, book=book)


def _refuse_twins(watches: tuple[WatchText, ...], file: str) -> None:
    seen: set[str] = set()
    for watch in watches:
        if watch.name in seen:
            raise WatchFileError("Two watches have this name", file=file, name=watch.name)
        seen.add(watch.name)


class _Table:
    """One [[watches]] table."""

    def __init__(self, table: dict[str, object], number: int, file: str) -> None:
        self._table = table
        self._file = file
        name = table.get("name")
        if not isinstance(name, str):
            raise WatchFileError(f"[[watches]] number {number} has no name", file=file)
        if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
            raise WatchFileError(
                f"The name {shown(name)} cannot be used: it takes 1 to {LONGEST_NAME} characters that can be seen",
                file=file,
            )
        self._name = unicodedata.normalize("NFC", name)

    def read(self, book: AliasBook) -> WatchText:
        for key in self._table:
            if key not in _KEYS:
                raise self._error(f"Has no use for {shown(key)}; it takes {', '.join(_KEYS)}")
        written = self._table.get("query")
        if not isinstance(written, str):
            raise self._error("Has no query; write query = '''...'''")
        try:
            query = parse(written, book)
        except WatchSyntaxError as error:
            raise self._error(str(error), error) from None
        return WatchText(
            name=self._name,
            written=written,
            query=query,
            must_match=self._examples("must_match"),
            must_not_match=self._examples("must_not_match"),
        )

    def _examples(self, key: str) -> tuple[Example, ...]:
        rows = self._table.get(key, [])
        if not isinstance(rows, list):
            raise self._error(f'{key} is a list: ["a text", {{title = "...", text = "..."}}]')
        return tuple(self._example(row, f"{key}.{place}") for place, row in enumerate(rows))

    def _example(self, row: object, place: str) -> Example:
        if isinstance(row, str):
            row = {"text": row}
        if not isinstance(row, dict) or not row or not {"title", "text"}.issuperset(row):
            raise self._error(f'{place} is a text, or a table of it: {{title = "...", text = "..."}}')
        if not all(isinstance(value, str) for value in row.values()):
            raise self._error(f"{place} holds what is no text")
        if not any(value.strip() for value in row.values()):
            raise self._error(f"{place} is empty; write the text that is meant")
        return Example(title=row.get("title", ""), text=row.get("text", ""))

    def _error(self, message: str, fault: WatchSyntaxError | None = None) -> WatchFileError:
        return WatchFileError(message, file=self._file, name=self._name, fault=fault)
