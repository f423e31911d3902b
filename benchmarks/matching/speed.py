"""Documents a CPU second: contenders take the same texts in turn, so that ratios are of the same minutes."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.matching.corpus import Text
from benchmarks.matching.languages import query
from benchmarks.matching.peers.peer import Peer, prepared
from benchmarks.matching.watches import Boolean
from watch import Document, Query, WatchSet, parse

CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many documents, and the CPU seconds that they took."""

    documents: int
    seconds: float

    @property
    def a_second(self) -> float:
        """Documents a CPU second."""
        return self.documents / self.seconds if self.seconds else float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A peer beside ours on the same documents, and how often the two said the same of a watch and a document."""

    peer: Rate
    ours: Rate
    hits: int
    missed: int
    extra: int

    @property
    def times(self) -> float:
        """How many times as many documents a second ours takes."""
        return self.ours.a_second / self.peer.a_second


def parsed(watches: Sequence[Boolean]) -> list[Query]:
    """The watches as queries of the watch language."""
    return [parse(query(watch)) for watch in watches]


class Ours:
    """All of them as one set that has met other texts before, as it has anywhere but in its first minute."""

    def __init__(self, queries: Sequence[Query], warm_up: Sequence[Text]) -> None:
        self._watches = WatchSet(enumerate(queries))
        for text in warm_up:
            self.hits(text)

    def hits(self, text: Text) -> set[int]:
        """Which watches match: all that a peer can tell."""
        return set(self._watches.hits(Document.of(text.title, text.text)))

    def matches(self, text: Text) -> int:
        """The same with their evidence and sentences."""
        return len(self._watches.matches(Document.of(text.title, text.text)))


def settle() -> None:
    """Leave what was built out of garbage collection, as the worker does."""
    gc.collect()
    gc.freeze()


def in_turn(
    contenders: Mapping[str, Callable[[Text], object]], texts: Sequence[Text], rounds: int
) -> dict[str, Rate]:
    """The median round of each contender."""
    settle()
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        seconds = dict.fromkeys(contenders, 0.0)
        for first in range(0, len(texts), CHUNK):
            chunk = texts[first : first + CHUNK]
            for name, contender in contenders.items():
                began = time.process_time()
                for text in chunk:
                    contender(text)
                seconds[name] += time.process_time() - began
        for name, taken in seconds.items():
            spent[name].append(taken)
    return {
        name: Rate(documents=len(texts), seconds=statistics.median(taken)) for name, taken in spent.items()
    }


def beside(
    peer: Peer, found: Callable[[Text], set[int]], texts: Sequence[Text], more: Sequence[Text]
) -> Beside:
    """A peer on the texts that it has time for, then ours on these and more, as few of them are over at once."""
    folded = [prepared(text) for text in texts]
    peer.found(folded[0])
    settle()
    began = peer.cpu()
    theirs = [peer.found(text) for text in folded]
    of_peer = Rate(documents=len(texts), seconds=peer.cpu() - began)
    began = time.process_time()
    mine = [found(text) for text in (*texts, *more)]
    of_ours = Rate(documents=len(mine), seconds=time.process_time() - began)
    agreed = list(zip(mine[: len(texts)], theirs, strict=True))
    return Beside(
        peer=of_peer,
        ours=of_ours,
        hits=sum(len(one) for one, _ in agreed),
        missed=sum(len(one - other) for one, other in agreed),
        extra=sum(len(other - one) for one, other in agreed),
    )
