"""What made a query match: the places and the words there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Stretch(Protocol):
    """A stretch of a field, such as the sentence to show."""

    @property
    def field(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Place(Stretch, Protocol):
    """A place in a field: a span of `watch`, or one that the archive keeps."""

    @property
    def form(self) -> str: ...
    @property
    def alias(self) -> str | None: ...


class Shown(Protocol):
    """A match of `watch`, or the evidence that the archive keeps."""

    @property
    def spans(self) -> Sequence[Place]: ...
    @property
    def polarity(self) -> str | None: ...
    @property
    def cue(self) -> Place | None: ...
    @property
    def sentence(self) -> Stretch | None: ...


#: The texts that spans point into, by the name of the field.
Fields = Mapping[str, str]


def words_at(fields: Fields, place: Place) -> str:
    """What the article wrote there; nothing where the field is not known."""
    return fields.get(place.field, "")[place.start : place.end]


def evidence_rows(fields: Fields, found: Shown) -> list[dict[str, Any]]:
    """The evidence for programs."""
    return [
        {
            "field": span.field,
            "start": span.start,
            "end": span.end,
            "form": span.form,
            "alias": span.alias,
            "text": words_at(fields, span),
        }
        for span in found.spans
        if span.field in fields
    ]


def apart(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The marks without those that lie inside or overlap another; of those that begin together the longest stays."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
