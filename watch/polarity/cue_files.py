"""The cues that ship, a file a language: words near an action that say it did not happen, or may not have.

A file holds `[[cues]]`, tables of forms that work alike, and `[clauses]`, the words that tell where clauses end. Forms
are terms of the watch language.

    kind     denied: it did not happen, or is not to. negated: the same, by a "not". hedged: it may, or is to.
             none: says nothing, and what lies inside its words is no cue, as "may" is none in "last May".
    side     where the cue stands: before the action, after it, on either side, or on: the action begins inside it
    reach    how many words from the action at most
    until    what it does not reach past: a preposition (phrase), a comma, the end of its clause, or of its sentence
    at       end: it must be the last of its sentence
    mark     a sign that must follow in its sentence; without forms the cue is the word before the sign
    unless   words that take it back where they stand in its sentence: "why" asks for no yes or no
    of       the only words for an action that it speaks of: "could" behind an action is said of a noun
    verbal   it binds to a verb, and not to an event taken for granted: "will try the men held for the attack"
    doubled  what a denial says that is itself negated: hedged ("did not deny"), or none ("did not prevent")

Of cues that overlap the longest counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from watch.lookup import Lookup, counts_of
from watch.terms import Unit, read_term

Kind = Literal["denied", "negated", "hedged", "none"]
Side = Literal["before", "after", "either", "on"]
Until = Literal["phrase", "comma", "clause", "sentence"]
At = Literal["anywhere", "end"]
Doubled = Literal["hedged", "none"]

_Word = TypeVar("_Word", Kind, Side, Until, At, Doubled)


class CueForm(NamedTuple):
    """A cue as it is listed, and the tokens that it is made of."""

    written: str
    units: tuple[Unit, ...]


Forms = Lookup[CueForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueClass:
    """Cues that work alike. What the fields mean stands above; `reach` is in words, `key` names the class."""

    kind: Kind
    side: Side
    reach: int
    until: Until
    at: At
    mark: str
    verbal: bool
    doubled: Doubled
    forms: Forms
    unless: Forms
    of: Forms
    key: str

    def stands(self, side: Literal["before", "after", "on"]) -> bool:
        """Whether it may stand there."""
        return self.side == side or (self.side == "either" and side != "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """Words that tell where clauses end.

    They begin with `begin`, end with `end`, and at the next comma where they hold a `lead_in`. An "and" before a
    verb of the past begins one (`finite`, and verbs in -ed), unless it shares an auxiliary (`shared`): "ruled out a
    tax and sent guns", but "may have killed and robbed". A phrase ends before a `preposition`.
    What follows one of `given` within two words is taken for granted. `closed_by` are patterns of the text at whose end
    a clause ends, where a language shows it by no word.
    """

    begin: Forms
    end: Forms
    lead_in: Forms
    finite: Forms
    shared: Forms
    preposition: Forms
    given: Forms
    closed_by: tuple[str, ...]


@cache
def cue_classes() -> tuple[CueClass, ...]:
    """All cues of all languages: a text may hold several."""
    return tuple(
        _class(table, f"{language} {number}")
        for language, tables in _files().items()
        for number, table in enumerate(tables["cues"])
    )


@cache
def numbers() -> Lookup[int]:
    """The places in `cue_classes`, by the cues of each."""
    return Lookup.of(
        [(form.units, number) for number, cues in enumerate(cue_classes()) for form in cues.forms], _counted()
    )


@cache
def clauses() -> Clauses:
    """What clauses are told by, in all languages."""
    listed = [tables.get("clauses", {}) for tables in _files().values()]
    begin, end, lead_in, finite, shared, preposition, given = (
        _forms(form for table in listed for form in table.get(name, ()))
        for name in ("begin", "end", "lead_in", "finite", "shared", "preposition", "given")
    )
    return Clauses(
        begin=begin,
        end=end,
        lead_in=lead_in,
        finite=finite,
        shared=shared,
        preposition=preposition,
        given=given,
        closed_by=tuple(table["closed_by"] for table in listed if "closed_by" in table),
    )


@cache
def _files() -> dict[str, dict[str, Any]]:
    folder = resources.files("watch.polarity").joinpath("cues")
    return {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


def _class(table: Mapping[str, Any], key: str) -> CueClass:
    return CueClass(
        kind=_one_of(get_args(Kind), table["kind"]),
        side=_one_of(get_args(Side), table.get("side", "either")),
        reach=table.get("reach", 1),
        until=_one_of(get_args(Until), table.get("until", "clause")),
        at=_one_of(get_args(At), table.get("at", "anywhere")),
        mark=table.get("mark", ""),
        verbal=table.get("verbal", False),
        doubled=_one_of(get_args(Doubled), table.get("doubled", "hedged")),
        forms=_forms(table.get("forms", ())),
        unless=_forms(table.get("unless", ())),
        of=_forms(table.get("of", ())),
        key=key,
    )


def _one_of(known: tuple[_Word, ...], written: str) -> _Word:
    return next(word for word in known if word == written)


def _forms(written: Iterable[str]) -> Forms:
    read = [CueForm(form, read_term(form).units) for form in written]
    return Lookup.of([(form.units, form) for form in read], _counted())


@cache
def _counted() -> Mapping[str, int]:
    return counts_of(read_term(form).units for form in _listed())


def _listed() -> Iterator[str]:
    """All forms, wherever they stand in the files: no other entry is a list."""
    for tables in _files().values():
        for table in (*tables["cues"], tables.get("clauses", {})):
            for entry in table.values():
                if isinstance(entry, list):
                    yield from entry
