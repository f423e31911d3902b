"""What the machines' archive holds in the end, asked by the commands that everybody has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.acceptance.machines.machine import Machine
from tests.acceptance.machines.receiver import NAME

#: As many as the commands give.
_ALL = "10000"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """One article: its number, the name that its title bears (None: none), its texts by revision."""

    id: int
    name: str | None
    texts: tuple[str, ...]
    published_at: datetime | None
    collected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredHit:
    """One hit of the article of this name."""

    name: str | None
    watch: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelivery:
    """One delivery of the outbox that tells of a hit."""

    id: str
    channel: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """All of it. `verified` are the exit codes of `wirewatch verify`, by machine."""

    articles: tuple[StoredArticle, ...]
    hits: tuple[StoredHit, ...]
    deliveries: tuple[StoredDelivery, ...]
    verified: dict[str, int]


class UnansweredError(Exception):
    """A command that failed. One line."""


async def gathered(machines: list[Machine]) -> Archived:
    """Ask the first machine for what all share, and each whether what it keeps is as it was written."""
    first = machines[0]
    return Archived(
        articles=tuple(_articles(await _rows(first, "archive", "export", "-", "--format", "jsonl"))),
        hits=tuple(_hit(row) for row in await _rows(first, "hits", "--limit", _ALL, "--json")),
        deliveries=tuple(
            StoredDelivery(id=row["id"], channel=row["channel"], state=row["state"])
            for row in await _rows(first, "deliveries", "list", "--limit", _ALL, "--json")
            if row["watch"] is not None
        ),
        verified={machine.name: (await machine.ask("verify"))[0] for machine in machines},
    )


async def _rows(machine: Machine, *words: str) -> list[dict[str, Any]]:
    code, output = await machine.ask(*words)
    # 1: there are none.
    if code not in (0, 1):
        raise UnansweredError(
            f"wirewatch {' '.join(words)} ended with {code}: see {machine.folder}/commands.log"
        )
    return [json.loads(line) for line in output.splitlines()]


def _articles(rows: list[dict[str, Any]]) -> Iterator[StoredArticle]:
    by_id: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_id.setdefault(row["id"], []).append(row)
    for number, revisions in by_id.items():
        named = NAME.search(revisions[0]["title"])
        published = revisions[0]["published_at"]
        yield StoredArticle(
            id=number,
            name=None if named is None else named.group(),
            texts=tuple(row["text"] for row in revisions),
            published_at=None if published is None else datetime.fromisoformat(published),
            collected_at=datetime.fromisoformat(revisions[0]["collected_at"]),
        )


def _hit(row: dict[str, Any]) -> StoredHit:
    named = NAME.search(row["article"]["title"])
    return StoredHit(
        name=None if named is None else named.group(), watch=row["watch"], outcome=row["outcome"]
    )
