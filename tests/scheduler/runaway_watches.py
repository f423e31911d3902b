"""Watches that hang, kill or outgrow the process that matches an article which holds all of a word."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, fields

from watch import Query, parse
from watch.document import Scope
from watch.operators.term import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging(Term):
    """A term that never says whether it holds where it does."""

    def holds(self, scope: Scope) -> bool:
        if Term.holds(self, scope):
            signal.pause()
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadly(Term):
    """A term that takes its process along."""

    def holds(self, scope: Scope) -> bool:
        if Term.holds(self, scope):
            os.abort()
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gorging(Term):
    """A term that takes more memory than there may be."""

    def holds(self, scope: Scope) -> bool:
        if Term.holds(self, scope):
            bytearray(200_000_000).clear()
        return False


def asked(word: str, kind: type[Term]) -> Query:
    """A query for one word, of such a kind."""
    term = parse(word).root
    assert isinstance(term, Term)
    made = kind(**{one.name: getattr(term, one.name) for one in fields(term) if one.init})
    # What growing the tree has noted in it.
    for one in fields(term):
        if not one.init:
            object.__setattr__(made, one.name, getattr(term, one.name))
    return Query(root=made)
