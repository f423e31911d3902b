"""Forms looked up by what a text must hold that holds one: most texts hold few of many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, Self, TypeVar

from watch.terms import Unit, beginning_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Generic[T]):
    """Forms, each by one of its tokens, or by what a token of it begins with where it asks for no whole one."""

    by_token: Mapping[str, tuple[T, ...]]
    by_beginning: Mapping[str, tuple[T, ...]]
    # Two sets are intersected by the smaller one, a dict's keys and a set are not.
    tokens: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, forms: Iterable[tuple[Sequence[Unit], T]], counted: Mapping[str, int]) -> Self:
        """The forms by their units; each is kept by that of its tokens of which the fewest are `counted`."""
        by_token: defaultdict[str, list[T]] = defaultdict(list)
        by_beginning: defaultdict[str, list[T]] = defaultdict(list)
        for units, form in forms:
            whole = [unit.text for unit in units if not unit.is_loose]
            if whole:
                by_token[min(whole, key=lambda token: (counted[token], -len(token)))].append(form)
            else:
                by_beginning[beginning_of(max((unit.stem for unit in units), key=len))].append(form)
        return cls(
            by_token={token: tuple(some) for token, some in by_token.items()},
            by_beginning={beginning: tuple(some) for beginning, some in by_beginning.items()},
            tokens=frozenset(by_token),
            beginnings=frozenset(by_beginning),
        )

    def __iter__(self) -> Iterator[T]:
        return chain(
            chain.from_iterable(self.by_token.values()), chain.from_iterable(self.by_beginning.values())
        )

    def __bool__(self) -> bool:
        return bool(self.by_token or self.by_beginning)

    def likely(self, tokens: frozenset[str], beginnings: frozenset[str]) -> Iterator[T]:
        """Those that a text of these tokens, which begin so (see `Axis.beginnings`), may hold; in no order."""
        for token in self.tokens & tokens:
            yield from self.by_token[token]
        for beginning in self.beginnings & beginnings:
            yield from self.by_beginning[beginning]


def counts_of(forms: Iterable[Sequence[Unit]]) -> Mapping[str, int]:
    """How often each token stands in forms: what stands in many of them, a text holds sooner."""
    return Counter(unit.text for units in forms for unit in units)
