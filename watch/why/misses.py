"""The nearest miss: of all that failed, what would have been enough."""

from __future__ import annotations

from collections.abc import Sequence

from watch.why.clause import Clause
from watch.why.evidence import shortened

# More of them nobody reads in one sentence.
_MOST_TOLD = 5


def misses(root: Clause) -> Sequence[Clause]:
    """The clauses that would all have had to hold, on the way that lacks the least; none where the query held."""
    if root.held:
        return ()
    if root.note is not None or not root.parts or (root.kind == "or" and is_nowhere(root)):
        return (root,)
    failed = [part for part in wanted_parts(root) if not part.held]
    if not failed:
        return (root,)
    if root.kind == "or":
        failed = [min(failed, key=lambda part: part.short)]
    return [miss for part in failed for miss in misses(part)]


def wanted_parts(clause: Clause) -> Sequence[Clause]:
    """The parts that are to be there: what must not stand near is none of them."""
    return clause.parts[:1] if clause.kind == "not-near" else clause.parts


def is_nowhere(clause: Clause) -> bool:
    """Whether no word of it is there, nor nearly so: there is nothing to be told of its parts."""
    if clause.kind in {"not", "score"} or clause.held:
        return False
    return all(map(is_nowhere, wanted_parts(clause))) if clause.parts else clause.short >= 1


def nearest_miss(root: Clause) -> str | None:
    """The same in one sentence that is safe to print; None where the query held."""
    found = misses(root)
    said = [told(clause) for clause in found[:_MOST_TOLD]]
    if len(found) > _MOST_TOLD:
        said.append(f"{len(found) - _MOST_TOLD} more do not hold")
    return "; and ".join(said) or None


def told(clause: Clause) -> str:
    """A clause and what is said of it."""
    written = shortened(clause.written)
    if clause.role in {"actor", "action", "target"}:
        written = f"the {clause.role} {written}"
    if clause.note is None:
        return f"nothing of {written} is there" if clause.kind == "or" else f"{written} does not hold"
    return f"{written}{' is' if clause.note.startswith('not ') else ':'} {clause.note}"
