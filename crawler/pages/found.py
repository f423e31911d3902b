"""A field's value with the place where it was found, and what spoke against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

#: How sure a reader is of a value that nothing confirmed and nothing contradicted.
UNCONFIRMED = 0.7


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place on a page says of a field, as text for people."""

    origin: str
    value: str


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A field's value and where it came from, in the words of the provenance table.

    `sure` runs from 0 (a guess) to 1 (several places agree); `others` are the claims that disagree with the value.
    """

    value: T
    origin: str
    sure: float = UNCONFIRMED
    others: tuple[Claim, ...] = ()
