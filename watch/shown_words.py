"""The short way to the spans of a match that an index has told already, in a text of plain letters. Pure.

A page of results shows where the words of a query stand in twenty articles, and no more. Most queries are words, and
most texts are such that no character moves when they are folded (`watch.plain`): there each word is looked for as it
is, without cutting the text into tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watch.matcher import Match, Span, in_order
from watch.operators import Alias, And, In, Operator, Or, Term
from watch.operators.findings import MOST_SHOWN, SHOWN_PER_TERM
from watch.parser import Query
from watch.plain import plain

_FIELDS = ("title", "text")


def match_of_words(query: Query, title: str, text: str) -> Match | None:
    """The match, without its sentence, of a query of exact form (`watch.is_exact`), as `watch.match` finds it.

    None where it does not hold, or where that takes the matcher.
    """
    folded: dict[str, str] = {}
    for field, original in zip(_FIELDS, (title, text), strict=True):
        letters = plain(original)
        if letters is None:
            return None
        folded[field] = f" {letters} "
    spans = _spans(query.root, folded)
    if spans is None or len(spans) >= MOST_SHOWN:
        return None
    return Match(spans=tuple(sorted(spans, key=in_order)))


def _spans(node: Operator, folded: Mapping[str, str]) -> set[Span] | None:
    """The spans of what holds of a node; None where the node does not hold."""
    match node:
        case Term():
            return set(_places(node, None, folded)) or None
        case Alias(name=name, forms=forms):
            return {span for form in forms for span in _places(form, name, folded)} or None
        case And(parts=parts):
            found: set[Span] = set()
            for part in parts:
                spans = _spans(part, folded)
                if spans is None:
                    return None
                found |= spans
            return found
        case Or(parts=parts):
            held = [spans for part in parts if (spans := _spans(part, folded)) is not None]
            return set().union(*held) if held else None
        case In(field="title", part=part):
            return _spans(part, {"title": folded["title"]})
    raise TypeError(f"{type(node).__name__} is of no exact form")


def _places(term: Term, alias: str | None, folded: Mapping[str, str]) -> Iterator[Span]:
    """The first places of a word, or of words that begin so, in each of the texts."""
    (unit,) = term.units[:1]
    if len(term.units) > 1:
        return  # characters of a script without words, which a text of plain letters does not hold
    asked = f" {unit.text}" if unit.prefix else f" {unit.text} "
    for field, letters in folded.items():
        at, left = letters.find(asked), SHOWN_PER_TERM
        while at >= 0 and left:
            # Of the space before the letters, so that it is the offset of the word in the original.
            end = letters.index(" ", at + 1) - 1
            yield Span(field=field, start=at, end=end, form=term.written, alias=alias)
            at, left = letters.find(asked, at + 1), left - 1
