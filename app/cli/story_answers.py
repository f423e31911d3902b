"""The copies and the stories of a file of texts, found in memory as the archive finds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.cli.text_lines import Broken, Row, TextId, read_texts
from stories import Text
from stories.copies import MemoryIndex, find_copy
from stories.grouping import MemoryStories, group


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found of a text. `story` is the id of the story's first text, `similarity` None for no copy."""

    id: TextId
    copy_of: TextId | None
    similarity: float | None
    story: TextId


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    id: TextId
    text: Text


def answers(path: Path) -> Iterator[Answer | Broken]:
    """An answer for each text of a file before the next one is read."""
    copies, stories = MemoryIndex(), MemoryStories()
    # 1 and "1" are two ids, and Python has 1 and 1.0 for the same
    answered: dict[tuple[str, TextId], Answer] = {}
    given_ids: dict[str, TextId] = {}
    for one in read_texts(path, _given):
        if isinstance(one, Broken):
            yield one
            continue
        key = type(one.id).__name__, one.id
        if key not in answered:
            # of texts that nothing else tells apart the one that came first is the original
            number = f"{len(given_ids):012}"
            given_ids[number] = one.id
            answered[key] = _answer(replace(one.text, id=number), copies, stories, given_ids)
        yield answered[key]


def _answer(text: Text, copies: MemoryIndex, stories: MemoryStories, given_ids: dict[str, TextId]) -> Answer:
    found = find_copy(text, copies)
    grouped = group(text, stories, copy_of=found.copy_of)
    copies.add(found.additions)
    stories.add(grouped.additions)
    return Answer(
        id=given_ids[text.id],
        copy_of=None if found.copy_of is None else given_ids[found.copy_of],
        similarity=None if found.copy_of is None else round(found.similarity, 4),
        story=given_ids[grouped.story],
    )


def _given(row: Row) -> _Given:
    return _Given(
        id=row.id,
        text=Text(
            id="",
            outlet=row.string("outlet") or row.string("source") or None,
            published_at=row.published_at,
            title=row.string("title"),
            text=row.string("text"),
        ),
    )
