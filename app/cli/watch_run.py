"""Texts one JSON object a line, and what watches hit in them."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from app.cli.terminal import as_json, marked, plain
from app.cli.watch_files import OpenedWatches
from watch import Document, Match, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a file; `id` as the file gives it."""

    id: str | int | float
    title: str
    text: str
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A line of a file that is no text, and why."""

    file: str
    line: int
    reason: str

    def describe(self) -> str:
        """One line that is safe to print."""
        return plain(f"{self.file}, line {self.line}: {self.reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHit:
    """What a watch hit in a text."""

    watch: str
    text: Text
    match: Match

    def words(self, span: Span) -> str:
        """What the text wrote there."""
        return self.field(span.field)[span.start : span.end]

    def field(self, name: str) -> str:
        """The text of a field that a span may lie in."""
        return self.text.title if name == "title" else self.text.text


def texts(path: Path) -> Iterator[Text | Broken]:
    """The texts of a file, one after the other; lines that hold nothing are passed over. `-` is standard input."""
    file = "standard input" if str(path) == "-" else str(path)
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield _text(line)
                except _NoTextError as error:
                    yield Broken(file=file, line=number, reason=str(error))
    except OSError as error:
        typer.echo(f"wirewatch: {plain(file)}: {error.strerror or error}", err=True)
        raise typer.Exit(2) from error


def hits(watches: OpenedWatches, text: Text) -> Iterator[TextHit]:
    """What the watches hit in a text, in the order of their file."""
    for place, found in sorted(watches.together.matches(text.document), key=lambda pair: pair[0]):
        yield TextHit(watch=watches.names[place], text=text, match=found)


def as_line(hit: TextHit) -> str:
    """A hit for programs, as one line of JSON."""
    evidence = [
        {
            "field": span.field,
            "start": span.start,
            "end": span.end,
            "form": span.form,
            "alias": span.alias,
            "text": hit.words(span),
        }
        for span in hit.match.spans
        if span.field in {"title", "text"}
    ]
    return as_json(
        {"watch": hit.watch, "id": hit.text.id, "polarity": hit.match.polarity, "evidence": evidence}
    )


def print_hit(hit: TextHit) -> None:
    """A hit for people: the sentence with its evidence marked, and what stands for an alias in another script."""
    found = hit.match
    said = "" if found.polarity is None else f"  {found.polarity}"
    if found.cue is not None:
        said += f" by '{plain(hit.words(found.cue))}'"
    print(f"{plain(hit.watch)}  {plain(str(hit.text.id))}{said}")
    if hit.text.title and (found.sentence is None or found.sentence.field != "title"):
        print(f"    {plain(hit.text.title)}")
    if found.sentence is not None:
        start, end = found.sentence.start, found.sentence.end
        marks = sorted(
            (span.start - start, span.end - start)
            for span in found.spans
            if span.field == found.sentence.field and start <= span.start and span.end <= end
        )
        shown = hit.field(found.sentence.field)[start:end]
        print(f"    {marked(shown, _apart(marks), colour=sys.stdout.isatty())}")
    if stand_in := aliases_shown(hit):
        print(f"    {'; '.join(stand_in)}")


def aliases_shown(hit: TextHit) -> Sequence[str]:
    """What is written in another script than the query's aliases are: 북한 = @dprk."""
    pairs = {
        hit.words(span): span.alias
        for span in hit.match.spans
        if span.alias is not None and not hit.words(span).isascii() and span.field in {"title", "text"}
    }
    return [f"{plain(words)} = @{alias}" for words, alias in pairs.items()]


def _apart(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The marks without those that lie inside or overlap another; of those that begin together the longest stays."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


class _NoTextError(ValueError):
    """A line is no text."""


def _text(line: bytes) -> Text:
    try:
        row = json.loads(line, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise _NoTextError("is no UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise _NoTextError(f"is no JSON: {error}") from None
    if not isinstance(row, dict):
        raise _NoTextError("is no object; write {...} with id and text")
    title, text = _string(row, "title"), _string(row, "text")
    if row.get("text") is None:
        raise _NoTextError("has no text")
    return Text(
        id=_id(row),
        title=title,
        text=text,
        document=Document.of(
            title,
            text,
            source=_string(row, "source"),
            lang=_string(row, "lang") or None,
            published_at=_moment(row),
        ),
    )


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _NoTextError(f"{key} must be text")
    return value


def _id(row: dict[str, Any]) -> str | int | float:
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value in (math.inf, -math.inf):
        raise _NoTextError("id must be text or a number" if "id" in row else "has no id")
    return value


def _moment(row: dict[str, Any]) -> datetime | None:
    """The time of publication; one without a zone is in UTC."""
    written = _string(row, "published_at")
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _NoTextError(f"published_at must be a time in ISO 8601, not {written[:40]!r}") from None
