"""Readers and their tests, for people and for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.cli.terminal import plain
from app.cli.word_runs import marked_run
from app.readers.fixture import Difference, Fixture
from app.readers.scaffold import METHODS
from app.readers.suggesting import Suggestion, suggestions
from app.readers.word_diff import word_diff
from crawler.pages.registry import file_of
from crawler.pages.site import SitePage

_WIDTH_OF_PIPES = 240


def print_test(reader: type[SitePage], what: str, fixture: Fixture, *, is_advised: bool = True) -> bool:
    """Read one page and print what differs, with what to do about it if `is_advised`; whether something does."""
    article = fixture.read()
    differences = fixture.differences(article)
    if article.reader != reader.name:
        print(f"{reader.name}, {what}: read by {article.reader}: {_why_not(reader, fixture)}")
        return True
    own = [field for field, where in article.provenance.items() if where.origin == reader.name]
    if not differences:
        print(f"{reader.name}, {what}: as expected; its own: {', '.join(own) or 'nothing'}")
        return False
    print(f"{reader.name}, {what}: {len(differences)} of {len(fixture.expected)} fields differ")
    print_differences(differences)
    for suggestion in suggestions(fixture, differences) if is_advised else ():
        print(f"  {suggestion.field}: {_advice(suggestion)}")
    return True


def print_differences(differences: Iterable[Difference]) -> None:
    """Each field that differs, word by word."""
    console = Console(highlight=False, soft_wrap=True)
    for difference in differences:
        line = Text(f"  {difference.field}: ", style="bold")
        if difference.expected is None or difference.found is None:
            said = f"{_said('expected', difference.expected)}, {_said('read', difference.found)}"
            line.append(said, style="not bold")
        else:
            for run in word_diff(difference.expected, difference.found):
                line.append_text(marked_run(run))
        console.print(line)


def print_list(readers: Iterable[type[SitePage]]) -> None:
    """A table of the readers."""
    table = Table(box=None, pad_edge=False)
    for heading in ("name", "site", "valid from", "reads", "file"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("name", "site"))
    for reader in readers:
        row = document(reader)
        day, fields = row["valid_from"] or "-", ", ".join(row["fields"])
        table.add_row(*map(Text, (row["name"], row["domain"], day, fields, row["file"])))
    # a pipe has no width of its own, and a row is to stay one line there
    Console(width=None if sys.stdout.isatty() else _WIDTH_OF_PIPES).print(table)


def document(reader: type[SitePage]) -> dict[str, Any]:
    """A reader for programs."""
    return {
        "name": reader.name,
        "domain": reader.domain,
        "valid_from": reader.valid_from.isoformat() if reader.valid_from else None,
        "fields": [field for field in METHODS if getattr(reader, field) is not getattr(SitePage, field)],
        "file": os.path.relpath(file_of(reader)),
    }


def _why_not(reader: type[SitePage], fixture: Fixture) -> str:
    if fixture.fetched_at is None:
        return f"with several readers of {reader.domain}, the expected article of each but the newest needs fetched_at"
    return f"{reader.name} is valid from {reader.valid_from} on, and the page was fetched at {fixture.fetched_at}"


def _advice(suggestion: Suggestion) -> str:
    if not suggestion.body:
        return "no selector was found that does better; write the method by hand"
    still = f", but for {suggestion.off} paragraphs" if suggestion.off else ""
    return f"this would read it as expected{still}:\n{plain(suggestion.body, lines=True)}"


def _said(what: str, value: str | None) -> str:
    return f"{what} nothing" if value is None else f"{what} “{plain(value, lines=True)}”"
