"""What the full-text index holds, compared with what it should hold: for whoever proves that nothing changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

import numpy as np
import numpy.typing as npt
from sqlalchemy import BigInteger, Connection, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from storage.search.entry import Indexed
from storage.search.sqlite import terms_of
from storage.search.tsvectors import literal
from storage.search.vocabulary import every_place

Sums = npt.NDArray[np.uint64]

_AT_ONCE = 50_000
_PLACE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_DIFFERING = text(
    "SELECT wanted.key FROM unnest(CAST(:keys AS bigint[]), CAST(:vectors AS text[])) AS wanted (key, terms) "
    "LEFT JOIN article_index ON sort_key = wanted.key "
    "WHERE article_index.terms IS DISTINCT FROM CAST(wanted.terms AS tsvector)"
).bindparams(bindparam("keys", type_=ARRAY(BigInteger)), bindparam("vectors", type_=ARRAY(Text)))


def differing(connection: Connection, entries: Sequence[Indexed]) -> list[int]:
    """Of articles in PostgreSQL the sort keys of those whose entries are missing or others."""
    wanted = {
        "keys": [one.key for one in entries],
        "vectors": list(map(literal, entries)),
    }
    return list(connection.scalars(_DIFFERING, wanted))


def sum_of(entry: Indexed) -> int:
    """A digest of an entry in SQLite: of each term with its place, in whatever order they are added up."""
    terms = terms_of(entry.entry).split()
    hashes = np.fromiter(map(_hash, terms), dtype=np.uint64, count=len(terms))
    return int(_mixed(hashes, np.arange(len(terms), dtype=np.uint64)).sum(dtype=np.uint64))


def sums(connection: Connection) -> Mapping[int, int]:
    """The same of all that the index in SQLite holds, by sort key: some 100 bytes an article.

    SQLite tells what stands in it term by term, which no order of articles can be had of. Raises what the database
    raises where its pages are damaged.
    """
    found: dict[int, int] = {}
    for keys, added in _chunks(connection):
        order, places = np.unique(keys, return_inverse=True)
        totals = np.zeros(len(order), dtype=np.uint64)
        np.add.at(totals, places, added)
        for key, total in zip(order.tolist(), totals.tolist(), strict=True):
            found[key] = (found.get(key, 0) + total) & 0xFFFFFFFFFFFFFFFF
    return found


def _chunks(connection: Connection) -> Iterator[tuple[npt.NDArray[np.int64], Sums]]:
    rows = every_place(connection)
    while chunk := rows.fetchmany(_AT_ONCE):
        hashes = np.concatenate(
            [
                np.full(len(list(run)), _hash(term), dtype=np.uint64)
                for term, run in groupby(row[0] for row in chunk)
            ]
        )
        places = np.fromiter((row[2] for row in chunk), dtype=np.uint64, count=len(chunk))
        keys = np.fromiter((row[1] for row in chunk), dtype=np.int64, count=len(chunk))
        yield keys, _mixed(hashes, places)


def _mixed(hashes: Sums, places: Sums) -> Sums:
    mixed = (hashes ^ (places * _PLACE)) * _MIX
    return cast("Sums", mixed ^ (mixed >> np.uint64(29)))


def _hash(term: str) -> int:
    word = term.encode("utf-8", "surrogatepass")
    return zlib.crc32(word) << 32 | zlib.crc32(word, 0x5BD1E995)
