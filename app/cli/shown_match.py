"""What made a query match, for people and for programs: the sentence, its evidence, and who stands for whom."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.cli.terminal import marked, plain
from watch import passages

# What has no full stop for so long, such as a table that became text, is shown in part.
_LONGEST_SENTENCE = 400


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


def said(fields: Fields, found: Shown) -> str:
    """The polarity and the words that decided it: `hedged by 'could'`; nothing where no event was asked for."""
    if found.polarity is None:
        return ""
    cue = "" if found.cue is None else f" by '{plain(words_at(fields, found.cue))}'"
    return f"{found.polarity}{cue}"


def sentence_line(fields: Fields, found: Shown) -> str:
    """The sentence with its evidence marked; nothing where there is none, or it is in a field that is not known."""
    sentence = found.sentence
    if sentence is None or sentence.field not in fields:
        return ""
    whole = fields.get(sentence.field, "")
    inside = [
        (span.start, span.end)
        for span in found.spans
        if span.field == sentence.field and sentence.start <= span.start and span.end <= sentence.end
    ]
    start, end = sentence.start, sentence.end
    if end - start > _LONGEST_SENTENCE:
        relative = [(first - start, last - start) for first, last in inside]
        for part in passages(whole[start:end], relative, width=_LONGEST_SENTENCE, limit=1):
            start, end = start + part.start, start + part.end
    marks = [(first - start, last - start) for first, last in inside if start <= first and last <= end]
    return marked(whole[start:end], apart(marks), colour=sys.stdout.isatty())


def aliases_shown(fields: Fields, spans: Sequence[Place]) -> list[str]:
    """What is written in another script than the query's aliases are: 북한 = @dprk."""
    pairs = {
        words: span.alias
        for span in spans
        if span.alias is not None and not (words := words_at(fields, span)).isascii()
    }
    return [f"{plain(words)} = @{alias}" for words, alias in pairs.items()]


def apart(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The marks without those that lie inside or overlap another; of those that begin together the longest stays."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
