"""How a reader could read what it does not: from where the expected value stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.readers.fixture import Difference, Fixture, soup_of
from app.readers.scaffold import METHODS, body, places


def suggestions(fixture: Fixture, differences: Iterable[Difference]) -> Iterator[tuple[str, str]]:
    """The fields that differ whose expected value some element shows, each with the body of a method for it."""
    missed = {
        each.field: _value(fixture.expected[each.field]) for each in differences if each.field in METHODS
    }
    if missed:
        for field, place in places(missed, soup_of(fixture.body)).items():
            yield field, "\n".join(body(field, place))


def _value(expected: object) -> object:
    if isinstance(expected, list):
        return tuple(map(str, expected))
    return expected.strip() if isinstance(expected, str) else expected
