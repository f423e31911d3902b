"""How far apart the two sides of NEAR and its kin came."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from watch.axis import Axis
from watch.document import Scope
from watch.operators import Near, NotNear
from watch.operators.proximity import Reach
from watch.places import Places, slots_of
from watch.why.clause import Clause
from watch.why.evidence import stretch, words_at, words_in
from watch.why.finding import Finding

# Each place costs a pass over the text; the nearest of so many is near enough to be told.
_MOST_PLACES = 500


class _Pair(NamedTuple):
    """Two places of one text, the left side's and the right side's, each from its first slot to its last."""

    left: tuple[int, int]
    right: tuple[int, int]

    @property
    def apart(self) -> int:
        """Slots from the end of the one to the beginning of the other."""
        return max(self.right[0] - self.left[1], self.left[0] - self.right[1])

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last slot of both."""
        return min(self.left[0], self.right[0]), max(self.left[1], self.right[1])


def of_near(node: Near, scope: Scope, parts: tuple[Clause, ...]) -> Finding:
    """The nearest two places, of sides that are both there and not near each other."""
    absent = [part for part in parts if not part.held]
    if absent:
        return Finding(short=sum(part.short for part in absent))
    axis, reach = scope.axis, node.reach
    left, right = (part.places(scope) for part in node.parts)
    pair = _nearest(axis, left, right, ordered=reach.ordered)
    if pair is not None:
        note = f"{_both(axis, pair)} {_distance(axis, pair, reach)}"
        return Finding(note, stretch(axis, *pair.ends), 0.5)
    turned = _nearest(axis, left, right, ordered=False)
    if turned is not None:
        words = _words_apart(axis, turned)
        note = f"{_both(axis, turned)} stand the other way round, {words} apart"
        return Finding(note, stretch(axis, *turned.ends), 0.5)
    if _parts_of(axis, left) & _parts_of(axis, right):
        return Finding(f"both sides are the same words, {words_in(axis, left)}", None, 0.5)
    note = (
        f"{words_in(axis, left)} stands in the {_named(axis, left)} only, "
        f"{words_in(axis, right)} in the {_named(axis, right)}"
    )
    return Finding(note, None, 0.5)


def of_not_near(node: NotNear, scope: Scope, parts: tuple[Clause, ...]) -> Finding:
    """Which words exclude, of a left side that is there and has the right side near each of its places."""
    left, right = (part.places(scope) for part in node.parts)
    if not left:
        return Finding(short=parts[0].short)
    pair = _nearest(scope.axis, left, right, ordered=node.reach.ordered)
    if pair is None:
        return Finding(short=0.5)
    reach = node.reach
    where = f"within {_counted(reach.words)}" if reach.kind == "words" else f"in its {reach.kind}"
    found = f"{words_at(scope.axis, *pair.left)} has {words_at(scope.axis, *pair.right)}"
    return Finding(f"{found} {where}", stretch(scope.axis, *pair.ends), 0.5)


def _both(axis: Axis, pair: _Pair) -> str:
    return f"{words_at(axis, *pair.left)} and {words_at(axis, *pair.right)}"


def _distance(axis: Axis, pair: _Pair, reach: Reach) -> str:
    if reach.kind == "words":
        return f"are {_words_apart(axis, pair)} apart; you asked for {reach.words}"
    segments = axis.sentences if reach.kind == "sentence" else axis.paragraphs
    before = min(pair.left[1], pair.right[1])
    ends = (segments.ends >> before) & ((1 << pair.apart) - 1)
    count = ends.bit_count()
    where = f"in neighbouring {reach.kind}s" if count == 1 else f"{count} {reach.kind}s apart"
    return f"stand {where}, {_words_apart(axis, pair)} from each other; you asked for one {reach.kind}"


def _words_apart(axis: Axis, pair: _Pair) -> str:
    return _counted(-(-pair.apart // axis.scale))


def _counted(words: int) -> str:
    return f"{words} word{'' if words == 1 else 's'}"


def _nearest(axis: Axis, left: Places, right: Places, *, ordered: bool) -> _Pair | None:
    """The nearest two places in one text of the ruler that do not overlap; None where there are none."""
    others = sorted(_places(right))
    by_end = sorted(others, key=lambda place: place[1])
    firsts, lasts = [first for first, _ in others], [last for _, last in by_end]
    best: _Pair | None = None
    for place in _places(left):
        found = []
        if (at := bisect_right(firsts, place[1])) < len(others):
            found.append(_Pair(place, others[at]))
        if not ordered and (at := bisect_left(lasts, place[0])) > 0:
            found.append(_Pair(place, by_end[at - 1]))
        for pair in found:
            if (best is None or pair.apart < best.apart) and _same_text(axis, pair):
                best = pair
    return best


def _places(found: Places) -> Iterator[tuple[int, int]]:
    for length, starts in found.items():
        for count, slot in enumerate(slots_of(starts)):
            if count == _MOST_PLACES:
                break
            yield slot, slot + length - 1


def _same_text(axis: Axis, pair: _Pair) -> bool:
    return axis.part_of(pair.left[0])[0] is axis.part_of(pair.right[0])[0]


def _parts_of(axis: Axis, found: Places) -> set[str]:
    return {axis.part_of(first)[0].name for first, _ in _places(found)}


def _named(axis: Axis, found: Places) -> str:
    return " and the ".join(sorted(_parts_of(axis, found)))
