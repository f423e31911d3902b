"""What the full-text index holds of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from watch import index_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The terms of a title and a text, in order, as `watch` cuts them."""

    title: tuple[str, ...]
    text: tuple[str, ...]

    @classmethod
    def of(cls, title: str, text: str) -> Self:
        return cls(title=tuple(index_terms(title)), text=tuple(index_terms(text)))
