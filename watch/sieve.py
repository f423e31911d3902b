"""A quick look at an article that a full-text index proposed: whether a query can hold of it at all. Pure.

An index tells that the words of an EVENT or of a W/S all stand in an article, not that they stand together, and most
of what it proposes has them paragraphs apart. That is seen in a tenth of the time that the matcher takes, in texts of
plain letters (`watch.plain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watch.blank_lines import stretches
from watch.operators import Alias, And, Event, Near, Operator, Or, Term
from watch.parser import Query
from watch.plain import plain

# Of a side with more forms than these nothing is asked: the matcher knows the words of a text, and is faster then.
_MOST_FORMS = 32

#: What one side of a node is written as; one of them stands there.
Side = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Groups of sides; a paragraph must hold one form of each side of a group, for every group."""

    groups: tuple[tuple[Side, ...], ...]

    def lets_pass(self, title: str, text: str) -> bool:
        """False where the query holds of no article with this title and text."""
        letters, heading = plain(text), plain(title)
        if letters is None or heading is None:
            return True
        paragraphs = [f" {stretch} " for stretch in (heading, *stretches(text, letters))]
        return all(_stand_together(group, paragraphs) for group in self.groups)


def sieve_of(query: Query) -> Sieve | None:
    """The sieve of a query; None where nothing of it must stand together."""
    groups = tuple(group for group in _groups(query.root) if len(group) > 1)
    return Sieve(groups=groups) if groups else None


def _stand_together(group: Sequence[Side], paragraphs: Sequence[str]) -> bool:
    for paragraph in paragraphs:
        for side in group:
            for form in side:
                if form in paragraph:
                    break
            else:
                break
        else:
            return True
    return False


def _groups(node: Operator) -> Iterator[tuple[Side, ...]]:
    """What must hold of title and text together for a node to hold."""
    match node:
        case And(parts=parts):
            for part in parts:
                yield from _groups(part)
        case Event(parts=parts):
            yield tuple(filter(None, map(_side, parts)))
            for part in parts:
                yield from _groups(part)
        case Near(parts=parts, reach=reach):
            if reach.kind != "words":
                yield tuple(filter(None, map(_side, parts)))
            for part in parts:
                yield from _groups(part)


def _side(node: Operator) -> Side:
    """The forms of which one must stand wherever a node has a place; none where there are many or it is unclear."""
    forms = _forms(node)
    return () if forms is None or len(forms) > _MOST_FORMS else tuple(dict.fromkeys(forms))


def _forms(node: Operator) -> list[str] | None:
    match node:
        case Term():
            return _first_unit(node)
        case Alias(forms=forms):
            parts: Sequence[Operator] = forms
        case Or(parts=parts):
            pass
        case _:
            return None
    found: list[str] = []
    for part in parts:
        forms_of_part = _forms(part)
        if forms_of_part is None or len(found) > _MOST_FORMS:
            return None
        found += forms_of_part
    return found


def _first_unit(term: Term) -> list[str] | None:
    """How a text shows the first word of a term, and of what begins with it."""
    unit = term.units[0]
    if not unit.stem:
        return None
    return [f" {unit.stem}" if unit.is_loose else f" {unit.text} "]
