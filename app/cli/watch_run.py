"""Texts one JSON object a line, and what watches hit in them."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from app.cli.shown_match import Fields, aliases_shown, evidence_rows, said, sentence_line
from app.cli.terminal import as_json, plain
from app.cli.watch_files import OpenedWatches
from watch import Document, Match


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

    @property
    def fields(self) -> Fields:
        """The texts that its spans may lie in."""
        return {"title": self.text.title, "text": self.text.text}


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
    return as_json(
        {
            "watch": hit.watch,
            "id": hit.text.id,
            "polarity": hit.match.polarity,
            "evidence": evidence_rows(hit.fields, hit.match),
        }
    )


def print_hit(hit: TextHit) -> None:
    """A hit for people: the sentence with its evidence marked, and what stands for an alias in another script."""
    found = hit.match
    heading = [plain(hit.watch), plain(str(hit.text.id)), said(hit.fields, found)]
    print("  ".join(filter(None, heading)))
    if hit.text.title and (found.sentence is None or found.sentence.field != "title"):
        print(f"    {plain(hit.text.title)}")
    if sentence := sentence_line(hit.fields, found):
        print(f"    {sentence}")
    if stand_in := aliases_shown(hit.fields, found.spans):
        print(f"    {'; '.join(stand_in)}")


class _NoTextError(ValueError):
    """A line is no text."""


def _text(line: bytes) -> Text:
    try:
        row = json.loads(line.rstrip(), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise _NoTextError("is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise _NoTextError(f"is no JSON: {error.msg}, at character {error.pos + 1} of the line") from None
    except RecursionError:
        raise _NoTextError("is no JSON: is nested too deep") from None
    except ValueError as error:
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
