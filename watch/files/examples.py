"""Texts that a watch must match, and texts that it must not: a watch as a thing that is tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watch.document import Document
from watch.errors import printable
from watch.files.reasons import why_held, why_missed
from watch.matcher import match
from watch.parser import Query

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text as an article could be."""

    text: str
    title: str = ""

    def document(self) -> Document:
        """The example ready to be matched."""
        return Document.of(self.title, self.text)

    def __str__(self) -> str:
        words = printable(" / ".join(filter(None, (self.title, self.text))))
        return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3]}..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that does not come out as it must. `place` counts from 0; `reason` is safe to print."""

    must_match: bool
    place: int
    example: Example
    reason: str

    def __str__(self) -> str:
        wish = "must match and does not" if self.must_match else "must not match and does"
        return f'"{self.example}" {wish}: {self.reason}'


def failures(
    query: Query, must_match: Sequence[Example], must_not_match: Sequence[Example]
) -> Iterator[Failure]:
    """The examples that fail, those that must match first."""
    for place, example in enumerate(must_match):
        document = example.document()
        if match(query, document) is None:
            reason = why_missed(query, document)
            yield Failure(must_match=True, place=place, example=example, reason=reason)
    for place, example in enumerate(must_not_match):
        found = match(query, example.document())
        if found is not None:
            reason = why_held(found, title=example.title, text=example.text)
            yield Failure(must_match=False, place=place, example=example, reason=reason)
