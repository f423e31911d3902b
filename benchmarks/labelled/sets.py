"""The labelled sets: their texts, and which watch ought to hit which of them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watch import Document

Row = Mapping[str, Any]
Pair = tuple[str, str]
"""A watch, and the text that it hits: the name of the one, the id of the other."""

POLICE = ("KILL", "ARREST", "FAIL", "FORCE")
INCIDENTS = ("BOMBING", "KIDNAPPING", "ATTACK", "ARSON", "ROBBERY")
COUNTRIES = ("EL SALVADOR", "COLOMBIA", "PERU", "GUATEMALA", "CHILE", "HONDURAS")
TOPICS = (
    "earn", "acq", "money-fx", "grain", "crude", "trade", "interest", "ship",
    "wheat", "corn", "gold", "coffee", "sugar",
)  # fmt: skip
FEWEST_TEXTS_OF_A_PLACE = 20
QUICK_STEP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What ought to be hit. `never` are the pairs whose incidents were planned or tried, and did not happen."""

    watches: frozenset[str]
    held: frozenset[Pair]
    never: frozenset[Pair] = frozenset()


def half_of(text_id: str) -> int:
    """Watches are written on half 1 and measured on half 2; an id is always in the same."""
    return hashlib.sha256(text_id.encode()).digest()[0] % 2 + 1


def rows(data: Path, name: str, *, quick: bool = False) -> list[Row]:
    """The texts of a set with their labels; in a hurry a fifth of them. Raises OSError and ValueError."""
    with gzip.open(data / "watching" / f"{name}-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        found: list[Row] = [json.loads(line) for line in lines]
    return found[::QUICK_STEP] if quick else found


def document(row: Row) -> Document:
    """A text as a watch sees it: newswire has a title and a body, the others a text."""
    return Document.of(row.get("title", ""), row["body"] if "body" in row else row["text"])


def _police(texts: list[Row]) -> Labels:
    held = {(name, str(row["id"])) for row in texts for name in row["labels"] if name in POLICE}
    return Labels(watches=frozenset(POLICE), held=frozenset(held))


def _incidents(texts: list[Row]) -> Labels:
    held, never = set(), set()
    for row in texts:
        for name, accomplished in _stages(row):
            held.add((name, str(row["id"])))
            if not accomplished:
                never.add((name, str(row["id"])))
    names = {f"{kind}|{country}" for kind in INCIDENTS for country in COUNTRIES}
    return Labels(watches=frozenset(names), held=frozenset(held), never=frozenset(never))


def _stages(row: Row) -> Iterator[tuple[str, bool]]:
    """The watches that a text's incidents are for, and whether one of them was accomplished."""
    for kind in INCIDENTS:
        for country in COUNTRIES:
            stages = [
                incident["stage"]
                for incident in row["incidents"]
                if kind in incident["type"] and incident["location"].startswith(country)
            ]
            if stages:
                yield f"{kind}|{country}", any("ACCOMPLISHED" in stage for stage in stages)


def _topics(texts: list[Row]) -> Labels:
    held = {(name, str(row["id"])) for row in texts for name in row["topics"] if name in TOPICS}
    return Labels(watches=frozenset(TOPICS), held=frozenset(held))


def _places(texts: list[Row]) -> Labels:
    """All places but the wire's own country that stand often enough to be measured."""
    count = Counter(place for row in texts for place in row["places"])
    names = {name for name, texts_of in count.items() if texts_of >= FEWEST_TEXTS_OF_A_PLACE} - {"usa"}
    held = {(name, str(row["id"])) for row in texts for name in row["places"] if name in names}
    return Labels(watches=frozenset(names), held=frozenset(held))


#: Each file of watches: the set of texts that it is for, and how that is read.
SETS: Mapping[str, tuple[str, Callable[[list[Row]], Labels]]] = {
    "police": ("police", _police),
    "incidents": ("incidents", _incidents),
    "topics": ("newswire", _topics),
    "places": ("newswire", _places),
}
