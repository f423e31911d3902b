"""Candidates as PostgreSQL's tsqueries: for the index, which knows of no distance, and for a look at the vectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from storage.search.tsvectors import NO_PHRASES, NOT_WHOLE, quoted
from watch import AllOf, AnyOf, Candidates, Close, Everything, Phrase, Together, Word
from watch.facets import CHARACTERS, STRETCHES, stretch_facet, title_facet

# Each distance is a question of its own: to read and to look up more of them takes longer than what they keep away.
_MOST_DISTANCES = 1_000
# Articles with longer stretches are not asked how near: most of what stands in them is near enough.
_NEAR_STRETCHES = STRETCHES[:2]


def proposed(candidates: Candidates) -> str:
    """What the index is asked for all that may match."""
    return f"{quoted(NOT_WHOLE)} | ({expression(candidates)})"


def near_each_other(candidates: Candidates) -> str | None:
    """What a vector must hold that the index gave; None where the index was asked all there is to ask."""
    if not _asks_nearness(candidates):
        return None
    return f"{quoted(NOT_WHOLE)} | ({expression(candidates, near=True)})"


def expression(candidates: Candidates, *, near: bool = False) -> str:
    """The candidates as a tsquery: what is to stand near each other stands anywhere, or `near` as it is asked."""
    match candidates:
        case Word(term=term, field=field, prefix=prefix):
            return _term(term, field, prefix=prefix)
        case Phrase(terms=terms, field="title"):
            return f"({' & '.join(dict.fromkeys(_term(term, 'title') for term in terms))})"
        case Phrase(terms=terms, field=field):
            written = [_term(term, field) for term in terms]
            anywhere = " & ".join([*dict.fromkeys(written), quoted(NO_PHRASES)])
            return f"({' <-> '.join(written)} | ({anywhere}))"
        case Close(left=left, right=right, words=words) if near:
            unsure = f"({quoted(CHARACTERS)} | {quoted(NO_PHRASES)}) & {expression(candidates.anywhere)}"
            return f"({_within((left, right), words) or expression(candidates.anywhere)} | {unsure})"
        case Together() if near:
            return _together(candidates)
        case Close() | Together():
            return expression(candidates.anywhere)
        case AllOf(parts=parts):
            return f"({' & '.join(expression(part, near=near) for part in parts)})"
        case AnyOf(parts=parts):
            return f"({' | '.join(expression(part, near=near) for part in parts)})"
        case Everything():
            raise ValueError("an index cannot be asked for everything")


def _asks_nearness(candidates: Candidates) -> bool:
    if isinstance(candidates, AllOf | AnyOf):
        return any(map(_asks_nearness, candidates.parts))
    return isinstance(candidates, Close | Together)


def _together(asked: Together) -> str:
    """As near each other as the longest stretch of an article is long; anywhere where that is long, or not known."""
    anywhere = expression(asked.anywhere)
    told = [
        f"({quoted(stretch_facet(words))} & {_within(asked.sides, words) or anywhere})"
        for words in _NEAR_STRETCHES
    ]
    others = [NO_PHRASES, *(stretch_facet(words) for words in (*STRETCHES[len(_NEAR_STRETCHES) :], None))]
    unknown = f"(({' | '.join(map(quoted, others))}) & {anywhere})"
    return f"({' | '.join([*told, unknown])})"


def _within(sides: Sequence[Sequence[Word | Phrase]], words: int) -> str | None:
    """Of any two sides one each with so many words between them at most; None where that is too long a question."""
    pairs = list(combinations(map(_by_length, sides), 2))
    distances = range(1, words + 2)
    if sum(2 * len(distances) * len(left) * len(right) for left, right in pairs) > _MOST_DISTANCES:
        return None
    return f"({' & '.join(_beside(left, right, distances) for left, right in pairs)})"


def _beside(left: Mapping[int, str], right: Mapping[int, str], distances: range) -> str:
    ways = [(one, other) for one in left.values() for other in right.values()]
    ways += [(other, one) for one, other in ways]
    return f"({' | '.join(f'{one} <{words}> {other}' for words in distances for one, other in ways)})"


def _by_length(side: Sequence[Word | Phrase]) -> Mapping[int, str]:
    """The alternatives of a side by their length: a tsquery measures right between those of equal length only."""
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for one in side:
        if isinstance(one, Word):
            grouped[1].append(_term(one.term, None, prefix=one.prefix))
        else:
            # the terms of the title have their places among all others
            grouped[len(one.terms)].append(f"({' <-> '.join(_term(term, None) for term in one.terms)})")
    return {length: f"({' | '.join(written)})" for length, written in grouped.items()}


def _term(term: str, field: str | None, *, prefix: bool = False) -> str:
    return f"{quoted(title_facet(term) if field == 'title' else term)}{':*' if prefix else ''}"
