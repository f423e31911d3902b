"""Which forms of a set find all that another one finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from watch.aliases.book import Form
from watch.terms import SHORTEST_PREFIX, Unit

Read = tuple[Form, tuple[Unit, ...]]


class Forms:
    """The forms of a set, to be looked up by how they begin."""

    def __init__(self, forms: Iterable[Read]) -> None:
        self._by_beginning: dict[str, list[tuple[int, Read]]] = {}
        self._number: dict[tuple[Form, tuple[Unit, ...]], int] = {}
        for number, (form, units) in enumerate(forms):
            if units and (form, units) not in self._number:
                self._number[form, units] = number
                self._by_beginning.setdefault(_beginning(units[0]), []).append((number, (form, units)))

    def covering(self, form: Form, units: Sequence[Unit]) -> Form | None:
        """A form of the same language that finds all that `form` finds; of two that find the same, the first."""
        own = self._number[form, tuple(units)]
        for at in range(len(units)):
            for number, (other, others) in self._beginning_like(units[at]):
                if number == own or other.language != form.language or not _covers(others, units[at:]):
                    continue
                if len(others) == len(units) and _covers(units, others) and number > own:
                    continue
                return other
        return None

    def _beginning_like(self, unit: Unit) -> Iterator[tuple[int, Read]]:
        stem = unit.stem
        yield from self._by_beginning.get(unit.text, ())
        for length in range(1, len(stem) + 1):
            if length < SHORTEST_PREFIX:
                yield from self._by_beginning.get(f"{stem[:length]}?", ())
            else:
                yield from self._by_beginning.get(f"{stem[:length]}?", ())
                yield from self._by_beginning.get(f"{stem[:length]}*", ())


def _beginning(unit: Unit) -> str:
    if unit.is_wild:
        return f"{unit.stem}?"
    return f"{unit.text}*" if unit.prefix else unit.text


def _covers(others: Sequence[Unit], units: Sequence[Unit]) -> bool:
    """Whether wherever `units` stand `others` stand too, from the same first token on."""
    if len(others) > len(units):
        return False
    return all(
        _takes_in(other, unit) and (number == 0 or not other.glued or unit.glued)
        for number, (other, unit) in enumerate(zip(others, units, strict=False))
    )


def _takes_in(other: Unit, unit: Unit) -> bool:
    """Whether each token that `unit` finds is found by `other`."""
    if other.exact is not None:
        return other.exact == unit.exact
    if other.is_wild or unit.is_wild:
        pattern = "".join("." if char == "?" else re.escape(char) for char in other.text)
        return re.fullmatch(pattern + ".*" * other.prefix, unit.text) is not None and (
            other.prefix or not unit.prefix
        )
    if other.prefix:
        return unit.text.startswith(other.text)
    return other.text == unit.text and not unit.prefix
