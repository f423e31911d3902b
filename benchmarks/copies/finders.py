"""Ours, and the libraries used plainly: word triples of the text, at the threshold that is best on this data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from benchmarks.copies.labelled import Article, Link
from stories import Text
from stories.copies import CopyIndex, MemoryIndex, find_copy

Finder = Callable[[Iterable[Article]], Iterator[Link]]

VALUES, BANDS, LEAST_JACCARD = 128, 32, 0.5
MOST_BITS_APART = 10

_WORD = re.compile(r"\w+")


def text_of(article: Article) -> Text:
    """An article as it comes in."""
    return Text(
        id=article["id"],
        outlet=article["outlet"],
        published_at=datetime.fromisoformat(article["published_at"]),
        title=article["title"],
        text=article["text"],
    )


def ours(articles: Iterable[Article], index: CopyIndex | None = None) -> Iterator[Link]:
    """Our own, on an index in memory unless another is given."""
    index = MemoryIndex() if index is None else index
    for article in articles:
        found = find_copy(text_of(article), index)
        index.add(found.additions)
        yield article["id"], found.copy_of


def by_datasketch(articles: Iterable[Article]) -> Iterator[Link]:
    """MinHash and its LSH, the estimated Jaccard checked."""
    lsh = MinHashLSH(threshold=LEAST_JACCARD, num_perm=VALUES)
    sketches, ids = list[MinHash](), list[str]()
    for at, article in enumerate(articles):
        sketch = MinHash(num_perm=VALUES, seed=1)
        sketch.update_batch([triple.encode() for triple in _triples(article)])
        alike = [(sketch.jaccard(sketches[other]), -other) for other in lsh.query(sketch)]
        yield article["id"], _likeliest(alike, ids)
        lsh.insert(at, sketch)
        sketches.append(sketch)
        ids.append(article["id"])


def by_rensa(articles: Iterable[Article]) -> Iterator[Link]:
    """RMinHash and its LSH, the estimated Jaccard checked."""
    lsh = RMinHashLSH(threshold=LEAST_JACCARD, num_perm=VALUES, num_bands=BANDS)
    sketches, ids = list[RMinHash](), list[str]()
    for at, article in enumerate(articles):
        sketch = RMinHash(num_perm=VALUES, seed=1)
        sketch.update(_triples(article))
        alike = [(sketch.jaccard(sketches[other]), -other) for other in lsh.query(sketch)]
        yield article["id"], _likeliest(alike, ids)
        lsh.insert(at, sketch)
        sketches.append(sketch)
        ids.append(article["id"])


def by_simhash(articles: Iterable[Article]) -> Iterator[Link]:
    """Simhash of 64 bits, the nearest of all that came before (Charikar, 2002)."""
    room, ids = np.zeros(1024, dtype=np.uint64), list[str]()
    for article in articles:
        hashes = b"".join(hashlib.blake2b(one.encode(), digest_size=8).digest() for one in _fours(article))
        bits = np.unpackbits(np.frombuffer(hashes, dtype=np.uint8).reshape(-1, 64 // 8), axis=1)
        simhash = np.packbits(2 * bits.sum(axis=0) > len(bits)).view(np.uint64)[0]
        original = None
        if ids:
            apart = np.bitwise_count(room[: len(ids)] ^ simhash)
            nearest = int(apart.argmin())
            original = ids[nearest] if apart[nearest] <= MOST_BITS_APART else None
        yield article["id"], original
        if len(ids) == len(room):
            room = np.concatenate((room, np.zeros_like(room)))
        room[len(ids)] = simhash
        ids.append(article["id"])


def _triples(article: Article) -> list[str]:
    words = _WORD.findall(article["text"].lower())
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def _fours(article: Article) -> list[str]:
    """What simhash is usually made of: each four letters in a row."""
    letters = "".join(_WORD.findall(article["text"].lower()))
    return [letters[at : at + 4] for at in range(max(1, len(letters) - 3))]


def _likeliest(alike: list[tuple[float, int]], ids: list[str]) -> str | None:
    jaccard, place = max(alike, default=(0.0, 0))
    return ids[-place] if jaccard >= LEAST_JACCARD else None


PEERS: Mapping[str, Finder] = {
    f"datasketch, {VALUES} values, Jaccard {LEAST_JACCARD}": by_datasketch,
    f"rensa, {VALUES} values in {BANDS} bands, Jaccard {LEAST_JACCARD}": by_rensa,
    f"simhash, {MOST_BITS_APART} of 64 bits, full scan": by_simhash,
}
