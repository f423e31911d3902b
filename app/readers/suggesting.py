"""How a reader could read what it does not: from where the expected value stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.readers.fixture import Difference, Fixture, soup_of
from app.readers.scaffold import METHODS, body, places
from app.readers.text_places import paragraphs_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The body of a method for a field; empty where no selector is known that does better than the reader.

    `off` is the number of a text's paragraphs that would still be read otherwise.
    """

    field: str
    body: str = ""
    off: int = 0


def suggestions(fixture: Fixture, differences: Iterable[Difference]) -> Iterator[Suggestion]:
    """One for each field that differs and for which a reader can have a method."""
    missed = [each for each in differences if each.field in METHODS]
    if not missed:
        return
    values = {each.field: _value(fixture.expected[each.field]) for each in missed}
    found = places(values, soup_of(fixture.body))
    for each in missed:
        place = found.get(each.field)
        if place is None or (
            place.off and place.off >= paragraphs_off(each.expected or "", each.found or "")
        ):
            yield Suggestion(field=each.field)
        else:
            yield Suggestion(field=each.field, body="\n".join(body(each.field, place)), off=place.off)


def _value(expected: object) -> object:
    if isinstance(expected, list):
        return tuple(map(str, expected))
    return expected.strip() if isinstance(expected, str) else expected
