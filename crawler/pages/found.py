"""A field's value with the place where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A field's value and where it came from, in the words of the provenance table."""

    value: T
    origin: str
