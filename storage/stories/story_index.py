"""What grouping looks up, over the tables of the archive. An article's number is its text's id, and a story's too."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, delete, or_, select, update

from storage.inserts import insert_or_add, insert_or_replace, put_rows
from storage.one_of import one_of
from storage.stories.last_of_each import last_of_each
from storage.tables import StoryArticleRow, StoryRow, StoryRulingRow, StoryTermRow, TermUseRow
from stories.grouping import Additions, StorySketch, TermUse

#: Stand for all terms: how many texts were counted; and how many articles were grouped, into how many stories.
_ALL, _GROUPED = 0, -1
_KEPT_DIGITS = 5


# Made once: to build a statement takes as long as to run it.
_USES = select(TermUseRow.term, TermUseRow.texts, TermUseRow.as_name, TermUseRow.as_plain).where(
    one_of(TermUseRow.term, "terms")
)
_SKETCHES = select(*StoryRow.__table__.columns).where(
    one_of(StoryRow.id, "ids"), StoryRow.merged_into.is_(None)
)


class StoredStories:
    """A `StoryIndex` within one transaction; `now` is when what it keeps is kept."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def texts(self) -> int:
        """Of how many texts the uses of terms were counted."""
        return self._connection.scalar(select(TermUseRow.texts).where(TermUseRow.term == _ALL)) or 0

    def stories(self) -> int:
        """How many stories there are."""
        return self._connection.scalar(select(TermUseRow.as_name).where(TermUseRow.term == _GROUPED)) or 0

    def uses(self, terms: Collection[str]) -> Mapping[str, TermUse]:
        """How terms were used."""
        by_key = {term_key(term): term for term in terms}
        rows = self._connection.execute(_USES, {"terms": list(by_key)})
        return {
            by_key[row.term]: TermUse(texts=row.texts, as_name=row.as_name, as_plain=row.as_plain)
            for row in rows
        }

    def stories_with(self, terms: Collection[str], most: int) -> Mapping[str, Sequence[str]]:
        """By term the stories that it leads to; the last `most`, the one told of last at the end."""
        by_key = {term_key(term): term for term in terms}
        term, story, told = StoryTermRow.term, StoryTermRow.story_id, StoryTermRow.told_in
        found = last_of_each(self._connection, term, story, told, list(by_key), most)
        return {by_key[key]: list(map(str, stories)) for key, stories in found.items()}

    def sketches(self, story_ids: Collection[str]) -> Mapping[str, StorySketch]:
        """The sketches of stories."""
        rows = self._connection.execute(_SKETCHES, {"ids": list(map(int, story_ids))})
        return {
            str(row.id): StorySketch(
                id=str(row.id),
                voices=row.voices,
                weights=row.weights,
                first_at=row.first_at,
                last_at=row.last_at,
            )
            for row in rows
        }

    def story_of(self, text_id: str) -> str | None:
        """The story that an article is in."""
        statement = select(StoryArticleRow.story_id).where(StoryArticleRow.article_id == int(text_id))
        story = self._connection.scalar(statement)
        return None if story is None else str(story)

    def together_with(self, text_id: str) -> Collection[str]:
        """The articles that a person said belong into one story with this one."""
        return self._ruled("together", int(text_id))

    def apart_from(self, text_id: str) -> Collection[str]:
        """The articles that a person said do not."""
        return self._ruled("apart", int(text_id))

    def add(self, additions: Additions) -> None:
        """Keep what an article adds; `grouping` keeps in which story it is."""
        connection = self._connection
        keep_sketch(connection, additions.sketch, self._now)
        lead_to(connection, int(additions.sketch.id), additions.terms, int(additions.text_id))
        if (profile := additions.profile) is not None:
            uses = {
                term_key(term): (1, int(term in profile.names), int(term in profile.plain))
                for term in profile.terms
            }
            _use(connection, uses | {_ALL: (1, 0, 0)})

    def _ruled(self, kind: str, article_id: int) -> set[str]:
        rows = self._connection.execute(
            select(StoryRulingRow.article_id, StoryRulingRow.other_id).where(
                StoryRulingRow.kind == kind,
                or_(StoryRulingRow.article_id == article_id, StoryRulingRow.other_id == article_id),
            )
        )
        return {str(row.other_id if row.article_id == article_id else row.article_id) for row in rows}


def grouped_so_far(connection: Connection) -> tuple[int, int]:
    """How many articles were ever put into a story, and how many stories there are."""
    counts = select(TermUseRow.texts, TermUseRow.as_name).where(TermUseRow.term == _GROUPED)
    row = connection.execute(counts).one_or_none()
    return (0, 0) if row is None else (row.texts, row.as_name)


def count(connection: Connection, *, articles: int = 0, stories: int = 0) -> None:
    """So many more articles are grouped; there are so many more stories, or fewer."""
    _use(connection, {_GROUPED: (articles, stories, 0)})


def lead_to(connection: Connection, story_id: int, terms: Collection[str], told_in: int) -> None:
    """Let terms lead to a story that an article of it has just said."""
    put_rows(
        connection,
        insert_or_replace(connection.dialect.name, StoryTermRow, StoryTermRow.term, StoryTermRow.story_id),
        [
            {"term": key, "story_id": story_id, "told_in": told_in}
            for key in sorted({term_key(term) for term in terms})
        ],
    )


def keep_sketch(connection: Connection, sketch: StorySketch, now: datetime) -> None:
    """Write what is kept of a story."""
    connection.execute(
        insert_or_replace(connection.dialect.name, StoryRow, StoryRow.id),
        {
            "id": int(sketch.id),
            "voices": sketch.voices,
            "weights": {term: round(weight, _KEPT_DIGITS) for term, weight in sketch.weights.items()},
            "first_at": sketch.first_at,
            "last_at": sketch.last_at,
            "grouped_at": now,
            "leads_at": now,
            "merged_into": None,
        },
    )


@lru_cache(maxsize=65_536)
def term_key(term: str) -> int:
    """What stands for a term in indexes, however long it is: 63 bits of its hash, never 0."""
    digest = hashlib.blake2b(term.encode(errors="surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest) >> 1) or 1


def forget(connection: Connection, story_ids: Sequence[int]) -> None:
    """Let no term lead to these stories any more."""
    connection.execute(delete(StoryTermRow).where(StoryTermRow.story_id.in_(story_ids)))
    connection.execute(update(StoryRow).where(StoryRow.id.in_(story_ids)).values(leads_at=None))


def _use(connection: Connection, uses: Mapping[int, tuple[int, int, int]]) -> None:
    """Add to what is counted of terms: texts, those in which one is a name, and those in which it plainly is none."""
    put_rows(
        connection,
        insert_or_add(connection.dialect.name, TermUseRow, ("term",), ("texts", "as_name", "as_plain")),
        [
            {"term": key, "texts": texts, "as_name": as_name, "as_plain": as_plain}
            for key, (texts, as_name, as_plain) in sorted(uses.items())
        ],
    )
