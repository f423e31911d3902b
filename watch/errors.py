"""What a reader of a query is told when it cannot be understood."""

from __future__ import annotations

import unicodedata

_SHOWN_EACH_SIDE = 60


class Fault(Exception):
    """Something wrong at `offset` (0-based) of the text that is being read; never leaves this package.

    It becomes a `WatchSyntaxError` where the whole query is known.
    """

    def __init__(self, offset: int, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.suggestion = suggestion


class WatchSyntaxError(ValueError):
    """A query that cannot be understood.

    `column` counts characters from 1 over the whole query, line breaks included. `suggestion` is a sentence
    that says how to mend it, or None. No part of it holds a control character, so it is safe to print.
    """

    def __init__(self, message: str, *, query: str, column: int, suggestion: str | None = None) -> None:
        self.message = printable(message)
        self.query = query
        self.column = column
        self.suggestion = None if suggestion is None else printable(suggestion)
        super().__init__(str(self))

    def __str__(self) -> str:
        line = f"column {self.column}: {self.message}"
        return line if self.suggestion is None else f"{line}. {self.suggestion}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.message, self.query, self.column, self.suggestion))

    def caret(self) -> str:
        """The query around the fault on one line, and on the next a caret under the column."""
        at = self.column - 1
        first = max(0, at - _SHOWN_EACH_SIDE)
        before = printable(self.query[first:at])
        after = printable(self.query[at : at + _SHOWN_EACH_SIDE])
        if first:
            before = f"...{before}"
        if at + _SHOWN_EACH_SIDE < len(self.query):
            after = f"{after}..."
        return f"{before}{after}\n{' ' * sum(map(_columns, before))}^"


def printable(text: str) -> str:
    """`text` with a space for each white-space character, and U+FFFD for what a terminal would obey."""
    return "".join(" " if c.isspace() else c if c.isprintable() else "\ufffd" for c in text)


def shown(text: str) -> str:
    """A piece of a query, quoted and cut to a length that fits in a sentence."""
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}...'"


def _columns(char: str) -> int:
    """How many columns of a terminal `char` takes."""
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _rebuilt(message: str, query: str, column: int, suggestion: str | None) -> WatchSyntaxError:
    return WatchSyntaxError(message, query=query, column=column, suggestion=suggestion)
