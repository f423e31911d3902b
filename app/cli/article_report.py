"""One article as it was read, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.cli.terminal import plain
from crawler.pages import Claim, RawArticle
from crawler.pages.reasons import Reasons, TextCandidate

_FIELDS = (
    "title", "authors", "agency", "section", "tags", "language", "published_at", "modified_at", "canonical_url",
    "amp_url", "image_url", "is_paywalled", "opening", "text",
)  # fmt: skip
_LONGEST_VALUE = 300
_MOST_OTHERS = 6
# a pipe has no width of its own
_WIDTH_OF_PIPES = 160


def document(article: RawArticle, behind: Reasons | None) -> dict[str, Any]:
    """The article with all that is known of it, for programs."""
    found = asdict(article)
    return found if behind is None else {**found, "why": asdict(behind)}


def print_article(article: RawArticle) -> None:
    """What the page is, a table of the fields, and the text."""
    console = _console()
    reason = f" ({plain(article.kind_reason)})" if article.kind_reason else ""
    _print(console, f"{article.kind}{reason}, read by {plain(article.reader)}")
    if article.agreement is not None:
        _print(console, f"agreement of the text's readers: {article.agreement:.2f}")
    if article.partial:
        _print(console, f"not read to its end: {plain(article.partial)}")
    table = Table("field", "value", "where from", "sure", "what disagrees", show_lines=False)
    for column in table.columns:
        column.overflow = "fold"
    for field in _FIELDS:
        if row := _row(article, field):
            table.add_row(*map(Text, row))
    console.print(table)
    if article.text:
        _print(console, "")
        _print(console, plain(article.text, lines=True))


def print_reasons(article: RawArticle, behind: Reasons) -> None:
    """The readers of the text side by side, line by line; then all claims of title and dates."""
    console = _console()
    _print(console, "\nThe text: who kept which line\n")
    _print_candidates(console, article, behind.texts)
    for what, claims in (
        ("title", behind.titles),
        ("published_at", behind.published),
        ("modified_at", behind.modified),
    ):
        _print(console, f"\nEvery claim of {what}\n" if claims else f"\nNo claim of {what}")
        if claims:
            table = Table("where from", "what it says")
            for claim in claims:
                table.add_row(Text(plain(claim.origin)), Text(plain(claim.value)))
            console.print(table)


def _row(article: RawArticle, field: str) -> tuple[str, ...] | None:
    value, where = getattr(article, field), article.provenance.get(field)
    if not value and where is None:
        return None
    said = _words(article, field, value)
    if where is None:
        return field, said, "", "", ""
    return field, said, plain(where.origin), f"{where.sure:.2f}", _others(where.others)


def _words(article: RawArticle, field: str, value: object) -> str:
    if field == "text":
        paragraphs = article.text.split("\n\n")
        return f"{len(article.text.split())} words in {len(paragraphs)} paragraphs" if article.text else "-"
    if isinstance(value, datetime):
        precision = getattr(article, field.replace("_at", "_precision"))
        zone = "" if value.tzinfo else ", no zone"
        return (
            f"{value.isoformat(' ')} (to the {precision}{zone})"
            if precision
            else f"{value.isoformat(' ')}{zone}"
        )
    shown = "; ".join(value) if isinstance(value, tuple) else str(value)
    return plain(shown if len(shown) <= _LONGEST_VALUE else f"{shown[:_LONGEST_VALUE]} …")


def _others(claims: Sequence[Claim]) -> str:
    said = [
        f"{plain(claim.origin)}: {plain(claim.value)[:_LONGEST_VALUE]}" for claim in claims[:_MOST_OTHERS]
    ]
    return "\n".join([*said, *(["…"] if len(claims) > _MOST_OTHERS else [])])


def _print_candidates(console: Console, article: RawArticle, found: Sequence[TextCandidate]) -> None:
    sizes = Table("", "reader", "lines", "words", "agreement with the others")
    letters = [chr(ord("A") + place) for place in range(len(found))]
    for letter, one in zip(letters, found, strict=True):
        sizes.add_row(
            letter, Text(plain(one.origin)), str(len(one.lines)), str(one.words), f"{one.agreement:.2f}"
        )
    console.print(sizes)
    table = Table()
    for heading in (*letters, "taken"):
        table.add_column(heading, min_width=len(heading), no_wrap=True)
    table.add_column("line", overflow="ellipsis", no_wrap=True, ratio=1)
    taken = set(article.text.split("\n\n"))
    kept = [set(one.lines) for one in found]
    for line in _merged([*(one.lines for one in found), tuple(article.text.split("\n\n"))]):
        marks = ["x" if line in lines else "" for lines in (*kept, taken)]
        table.add_row(*marks, Text(plain(line), style="" if line in taken else "dim"))
    console.print(table)


def _merged(texts: Iterable[Sequence[str]]) -> list[str]:
    """The lines of all texts, each once, in an order that keeps every text's own as far as they agree."""
    merged: list[str] = []
    for lines in texts:
        known, at = set(merged), 0
        for line in lines:
            if line in known:
                at = merged.index(line) + 1
            elif line:
                merged.insert(at, line)
                known.add(line)
                at += 1
    return merged


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_OF_PIPES)


def _print(console: Console, words: str) -> None:
    # words of the web may look like rich's own marks
    console.print(Text(words), soft_wrap=not sys.stdout.isatty())
