"""Texts that strangers write one JSON object a line: read one by one, each that is none told with its line."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import typer

from app.cli.terminal import plain

Taken = TypeVar("Taken")

#: The name of a text, as its file gives it.
TextId = str | int | float


class NoTextError(ValueError):
    """A line is no text: its words say why."""


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
class Row:
    """The object of a line. What it is asked raises NoTextError where it holds something else."""

    values: Mapping[str, Any]

    @property
    def id(self) -> TextId:
        """What names the text: text or a number."""
        value = self.values.get("id")
        if isinstance(value, bool) or not isinstance(value, TextId) or value in (math.inf, -math.inf):
            raise NoTextError("id must be text or a number" if "id" in self.values else "has no id")
        return value

    @property
    def published_at(self) -> datetime | None:
        """The time of publication, in ISO 8601; one without a zone is in UTC."""
        written = self.string("published_at")
        if not written:
            return None
        try:
            moment = datetime.fromisoformat(written)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise NoTextError(f"published_at must be a time in ISO 8601, not {written[:40]!r}") from None

    def string(self, key: str) -> str:
        """The text under a key; empty where it is null or missing."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise NoTextError(f"{key} must be text")
        return value


def read_texts(path: Path, take: Callable[[Row], Taken]) -> Iterator[Taken | Broken]:
    """What `take` makes of each line of a file; lines that hold nothing are passed over. `-` is standard input.

    `take` may raise NoTextError. A file that cannot be read is one line on standard error, and typer.Exit with 2.
    """
    file = "standard input" if str(path) == "-" else str(path)
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield take(_row(line))
                except NoTextError as error:
                    yield Broken(file=file, line=number, reason=str(error))
    except OSError as error:
        typer.echo(f"wirewatch: {plain(file)}: {error.strerror or error}", err=True)
        raise typer.Exit(2) from error


def _row(line: bytes) -> Row:
    try:
        values = json.loads(line.rstrip(), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise NoTextError("is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise NoTextError(f"is no JSON: {error.msg}, at character {error.pos + 1} of the line") from None
    except RecursionError:
        raise NoTextError("is no JSON: is nested too deep") from None
    except ValueError as error:
        raise NoTextError(f"is no JSON: {error}") from None
    if not isinstance(values, dict):
        raise NoTextError("is no object; write {...} with id and text")
    return Row(values=values)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")
