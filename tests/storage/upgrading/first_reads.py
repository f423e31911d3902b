"""What programs of the first release read, in its own SQL: the worker at each beat, and the commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.storage.upgrading.first_rows import COLUMNS, NOW

_ARTICLE = (
    "r.article_id, r.number, s.name, a.url, r.fetched_url, r.title, r.text, r.authors, r.section, r.language, "
    "r.published_at, r.modified_at, r.fetched_at, r.provenance, a.collected_at, r.saved_at, a.backlog"
)
_EVERY = (
    "FROM article_revisions r JOIN articles a ON a.id = r.article_id JOIN sources s ON s.id = a.source_id"
)
_LATEST = (
    "FROM articles a JOIN article_revisions r ON r.article_id = a.id AND r.number = a.revision "
    "JOIN sources s ON s.id = a.source_id"
)
_HIT = "h.id, h.article_id, h.revision, h.watch, h.query, h.spans, h.outcome, h.flagged_at"
_SOURCE = ", ".join(f"sources.{name}" for name in COLUMNS["sources"].split())
_WORKER = ", ".join(COLUMNS["workers"].split())
_FOUND = {
    "sqlite": "SELECT article_index.rowid FROM article_index WHERE article_index MATCH ?",
    "postgresql": "SELECT article_index.article_id FROM article_index WHERE terms @@ CAST(? AS tsquery)",
}
_WORD = {"sqlite": '"{}"', "postgresql": "'{}'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Statements of one transaction, each with its values; `?` stands for a value in either database.

    A command looked whether the schema is its own before it read; a worker did so when it began.
    """

    name: str
    statements: Sequence[tuple[str, tuple[object, ...]]]
    looks_first: bool = False


_DUE = f"SELECT {_SOURCE} FROM sources WHERE removed_at IS NULL AND due_at <= ? ORDER BY due_at, id LIMIT 500"
_PENDING = (
    f"SELECT {', '.join(COLUMNS['leads'].split())} FROM leads WHERE source_id = ? AND state = 'pending' "
    "AND due_at <= ? ORDER BY article_id IS NOT NULL, backlog, id LIMIT 50"
)
_UNFLAGGED = f"SELECT {_ARTICLE} {_EVERY} WHERE r.flagged_at IS NULL ORDER BY r.id LIMIT 50"
_CLAIMED = (
    "SELECT id FROM deliveries WHERE channel = ? AND state IN ('waiting', 'sending') AND due_at <= ? "
    "ORDER BY due_at, created_at, id LIMIT 20"
)
_NEXT = "SELECT min(due_at) FROM deliveries WHERE state IN ('waiting', 'sending')"
_HITS = (
    f"SELECT {_ARTICLE}, {_HIT} {_EVERY} JOIN hits h ON h.article_id = r.article_id AND h.revision = r.number "
    "ORDER BY h.flagged_at DESC, h.id DESC LIMIT 20"
)
_REVISIONS = f"SELECT {_ARTICLE} {_EVERY} WHERE r.article_id = ? ORDER BY r.number"
_SOURCES = (
    f"SELECT {_SOURCE}, (SELECT count(*) FROM leads WHERE leads.source_id = sources.id AND "
    "leads.state = 'pending') FROM sources WHERE removed_at IS NULL ORDER BY name"
)
_STATUS = (
    _SOURCES,
    f"SELECT {_WORKER} FROM workers ORDER BY started_at DESC, id",
    "SELECT count(*) FROM articles",
    "SELECT count(*) FROM article_revisions WHERE flagged_at IS NULL",
    "SELECT count(*) FROM hits",
    "SELECT count(*) FROM deliveries WHERE state = 'dead'",
)


def reads(dialect: str) -> list[Read]:
    """The short ones: some milliseconds each."""
    now: object = NOW.replace(tzinfo=None).isoformat(" ", "microseconds") if dialect == "sqlite" else NOW
    newest = f"SELECT {_ARTICLE} {_LATEST} ORDER BY a.id DESC LIMIT 20"
    return [
        Read(name="worker: sources that are due", statements=[(_DUE, (now,))]),
        Read(name="worker: leads to request", statements=[(_PENDING, (source, now)) for source in (3, 9)]),
        Read(name="worker: revisions to flag", statements=[(_UNFLAGGED, ())]),
        Read(name="worker: deliveries", statements=[(_CLAIMED, ("mail", now)), (_NEXT, ())]),
        Read(name="hits", statements=[(_HITS, ())], looks_first=True),
        Read(name="show", statements=[(_REVISIONS, (number,)) for number in (1, 97, 13)], looks_first=True),
        Read(name="search", statements=_searched(dialect, "troops", 20), looks_first=True),
        Read(name="status", statements=[(one, ()) for one in _STATUS], looks_first=True),
        # Programs that opened the database before, and go on without looking again.
        Read(name="articles, kept open", statements=[(newest, ())]),
        Read(name="search, kept open", statements=_searched(dialect, "frigate", 20)),
    ]


def long_search(dialect: str) -> Read:
    """One that goes through many articles: its transaction is kept open between its statements."""
    pages = [
        (f"SELECT {_ARTICLE} {_LATEST} WHERE a.id > ? ORDER BY a.id LIMIT 50", (50 * page,))
        for page in range(9)
    ]
    statements = [*_searched(dialect, "brigade", 50), *pages, ("SELECT count(*) FROM hits", ())]
    return Read(name="long search", looks_first=True, statements=statements)


def _searched(dialect: str, word: str, limit: int) -> list[tuple[str, tuple[object, ...]]]:
    asked = (
        f"SELECT {_ARTICLE} {_LATEST} WHERE a.id IN ({_FOUND[dialect]}) "
        f"ORDER BY a.sorted_at DESC, a.id DESC LIMIT {limit}"
    )
    return [(asked, (_WORD[dialect].format(word),))]
