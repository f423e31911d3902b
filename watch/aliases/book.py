"""The book of aliases: which forms a name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import NamedTuple, Self

from watch.aliases.errors import AliasError

MOST_FORMS = 5_000
"""Forms of a set, those that it includes counted in."""

_LONGEST_NAME = 64


class Form(NamedTuple):
    """One way to write the thing, as a term of the language without quotes; `language` as in ISO 639-1."""

    written: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A named set of forms. `includes` names the sets whose forms are its own too, `source` the file that it is from.

    `shares` names the sets that may hold a form of this one, so that the check does not wonder at it.
    """

    name: str
    forms: tuple[Form, ...]
    about: str = ""
    includes: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AliasBook(Mapping[str, Alias]):
    """Name to alias, with the forms of what it includes. Never changed: `with_pack` gives another book.

    `declared` holds the sets as they were written, without what they include.
    """

    declared: Mapping[str, Alias] = field(default_factory=dict)
    _whole: Mapping[str, Alias] = field(default_factory=dict)

    @classmethod
    def of(cls, aliases: Iterable[Alias] = ()) -> Self:
        """A book of these sets. Raises AliasError where one is there twice or includes what is not there."""
        return cls().with_sets(aliases)

    def with_pack(self, text: str, name: str) -> Self:
        """This book and the sets of a pack in TOML; `name` is its file, for messages.

        A set of a name that is there replaces it, or extends it where it includes itself. Raises AliasError.
        """
        # imports tomllib, which a query without aliases need not pay for
        from watch.aliases.pack import read_pack

        return self.with_sets(read_pack(text, name))

    def with_sets(self, aliases: Iterable[Alias]) -> Self:
        """This book and these sets, as `with_pack` takes them over. Raises AliasError."""
        declared = dict(self.declared)
        new: set[str] = set()
        for alias in aliases:
            extends = alias.name in alias.includes
            if alias.name in new and not extends:
                raise AliasError("Is there twice in one pack", file=alias.source, name=alias.name)
            if extends:
                alias = _extended(declared.get(alias.name), alias)
            declared[alias.name] = alias
            new.add(alias.name)
        return type(self)(declared=declared, _whole=_resolved(declared, self._whole))

    def closest(self, name: str) -> tuple[str, ...]:
        """The names, at most three, that somebody who wrote `name` may have meant, the likeliest first."""
        if len(name) > _LONGEST_NAME:
            return ()
        return tuple(get_close_matches(name.lower(), self._whole, n=3))

    def reaches(self, name: str, other: str) -> bool:
        """Whether the set `name` includes `other`, itself or through others."""
        waiting, seen = [name], {name}
        while waiting:
            for included in self.declared[waiting.pop()].includes:
                if included == other:
                    return True
                if included not in seen:
                    seen.add(included)
                    waiting.append(included)
        return False

    def __getitem__(self, name: str) -> Alias:
        return self._whole[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


def _extended(old: Alias | None, new: Alias) -> Alias:
    if old is None:
        raise AliasError(
            "Includes itself, which extends a set of an earlier pack, and there is none",
            file=new.source,
            name=new.name,
        )
    others = (name for name in new.includes if name != new.name)
    return replace(
        new,
        about=new.about or old.about,
        forms=tuple(dict.fromkeys((*old.forms, *new.forms))),
        includes=tuple(dict.fromkeys((*old.includes, *others))),
        shares=tuple(dict.fromkeys((*old.shares, *new.shares))),
    )


def _resolved(declared: Mapping[str, Alias], before: Mapping[str, Alias]) -> dict[str, Alias]:
    """Each set with the forms that it includes.

    A set that comes out as it was `before` stays the same object: what was made of it is found by the object.
    """
    whole: dict[str, Alias] = {}
    for name in declared:
        if name not in whole:
            _resolve(name, declared, whole)
    for name, alias in whole.items():
        if before.get(name) == alias:
            whole[name] = before[name]
    return whole


def _resolve(name: str, declared: Mapping[str, Alias], whole: dict[str, Alias]) -> None:
    """Add the set `name` and what it includes to `whole`, the innermost first; a chain of any length is safe."""
    path = [name]
    while path:
        alias = declared[path[-1]]
        missing = next((included for included in alias.includes if included not in whole), None)
        if missing is None:
            whole[path.pop()] = _joined(alias, whole)
            continue
        if missing not in declared:
            near = get_close_matches(missing, declared, n=1)
            instead = f"; did you mean {near[0]}?" if near else ""
            raise AliasError(
                f"Includes {missing}, which no pack has{instead}", file=alias.source, name=alias.name
            )
        if missing in path:
            circle = " -> ".join([*path[path.index(missing) :], missing])
            raise AliasError(f"Includes itself through others: {circle}", file=alias.source, name=alias.name)
        path.append(missing)


def _joined(alias: Alias, whole: Mapping[str, Alias]) -> Alias:
    if alias.includes:
        included = (form for name in alias.includes for form in whole[name].forms)
        alias = replace(alias, forms=tuple(dict.fromkeys((*alias.forms, *included))))
    if len(alias.forms) > MOST_FORMS:
        raise AliasError(
            f"Holds {len(alias.forms):,} forms, and a set may hold {MOST_FORMS:,}",
            file=alias.source,
            name=alias.name,
        )
    return alias
