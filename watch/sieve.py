"""A quick look at an article that a full-text index proposed: whether a query can hold of it at all. Pure.

An index tells that the words of an EVENT all stand in an article, not that they stand together, and one without
positions tells no phrase either. Most of what is proposed so is told from the text alone in a tenth of the time that
the matcher takes, where it is of plain letters (`watch.plain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple

from watch.blank_lines import stretches
from watch.operators import Alias, And, Event, In, Near, Operator, Or, Term
from watch.parser import Query
from watch.plain import plain

# Of a side with more forms than these nothing is asked: the matcher knows the words of a text, and is faster then.
_MOST_FORMS = 32

#: How one side of a node is written, words with a space before each; one of them stands there.
Side = tuple[str, ...]


class _Shown(NamedTuple):
    """The words of a title, of a text, and of each stretch between blank lines, one space before and behind each."""

    title: str
    text: str
    stretches: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """One of the forms stands in the title or in the text."""

    forms: Side

    def may_hold(self, shown: _Shown) -> bool:
        return any(form in shown.text or form in shown.title for form in self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A stretch between blank lines holds one form of each side."""

    sides: tuple[Side, ...]

    def may_hold(self, shown: _Shown) -> bool:
        for stretch in shown.stretches:
            for side in self.sides:
                for form in side:
                    if form in stretch:
                        break
                else:
                    break
            else:
                return True
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A form of the left and one of the right begin so many words from each other at most, either first."""

    left: Side
    right: Side
    words: int

    def may_hold(self, shown: _Shown) -> bool:
        return self._is_near(shown.title) or self._is_near(shown.text)

    def _is_near(self, text: str) -> bool:
        ones, others = list(_numbers(self.left, text)), list(_numbers(self.right, text))
        return any(abs(one - other) <= self.words for one, other in product(ones, others))


Asked = Stands | Together | Within


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a title and a text must show for a query to hold.

    Of a phrase, `overlap` words may stand in the stretch before or behind.
    """

    asked: tuple[Asked, ...]
    overlap: int = 0

    def lets_pass(self, title: str, text: str) -> bool:
        """False where the query holds of no article with this title and text."""
        letters, heading = plain(text), plain(title)
        if letters is None or heading is None:
            return True
        parts = [stretch.split() for stretch in stretches(text, letters)]
        words = list(chain.from_iterable(parts))
        shown = _Shown(
            title=_spaced(heading.split()),
            text=_spaced(words),
            stretches=[_spaced(heading.split()), *self._overlapping(words, parts)],
        )
        return all(one.may_hold(shown) for one in self.asked)

    def _overlapping(self, words: Sequence[str], parts: Sequence[Sequence[str]]) -> Iterator[str]:
        end = 0
        for part in parts:
            first, end = end, end + len(part)
            yield _spaced(words[max(0, first - self.overlap) : end + self.overlap] if self.overlap else part)


def sieve_of(query: Query, *, has_places: bool) -> Sieve | None:
    """The sieve of a query over what an index proposes, which `has_places` or knows of no order and no nearness.

    None where that is all there is to be seen.
    """
    asked = tuple(_asked(query.root, has_places=has_places))
    forms = [form for one in asked if isinstance(one, Together) for side in one.sides for form in side]
    overlap = max((form.count(" ", 0, -1) for form in forms), default=1) - 1
    return Sieve(asked=asked, overlap=overlap) if asked else None


def _asked(node: Operator, *, has_places: bool) -> Iterator[Asked]:
    """What must be seen for a node to hold of title and text."""
    parts: Sequence[Operator] = ()
    match node:
        case And(parts=parts):
            pass
        case In(field="title" | "lead" | "body", part=part):
            parts = (part,)
        case Event(parts=parts):
            yield from _together(parts)
        case Near(left=left, right=right, reach=reach):
            parts = node.parts
            if reach.kind != "words":
                yield from _together(parts)
            elif not has_places:
                yield from _within(left, right, reach.words)
        case Term() | Alias() | Or() if not has_places:
            side = _side(node)
            if side and all(form.count(" ", 0, -1) > 1 for form in side):
                yield Stands(forms=side)
    for part in parts:
        yield from _asked(part, has_places=has_places)


def _together(parts: Sequence[Operator]) -> Iterator[Together]:
    sides = tuple(filter(None, map(_side, parts)))
    if len(sides) > 1:
        yield Together(sides=sides)


def _within(left: Operator, right: Operator, words: int) -> Iterator[Within]:
    ones, others = _side(left), _side(right)
    if ones and others:
        longest = max(form.count(" ") for form in (*ones, *others))
        yield Within(left=ones, right=others, words=words + longest)


def _side(node: Operator) -> Side:
    """The forms of which one must stand wherever a node has a place; none where there are many or it is unclear."""
    forms = _forms(node)
    return () if forms is None or len(forms) > _MOST_FORMS else tuple(dict.fromkeys(forms))


def _forms(node: Operator) -> list[str] | None:
    match node:
        case Term():
            return _form(node)
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


def _form(term: Term) -> list[str] | None:
    """How a text shows a term, or the first word of one that may be shown in several ways."""
    if term.seen_as is not None:
        return [term.seen_as]
    unit = term.units[0]
    if not unit.stem:
        return None
    return [f" {unit.stem}" if unit.is_loose else f" {unit.text} "]


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _numbers(side: Side, text: str) -> Iterator[int]:
    """The numbers of the words that forms of a side begin with."""
    for form in side:
        number, last, at = 0, 0, text.find(form)
        while at >= 0:
            number += text.count(" ", last, at)
            yield number
            last, at = at, text.find(form, at + 1)
