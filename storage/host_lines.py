"""The lines that the articles of a host repeat, counted as articles are saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, literal, or_, select, update

from storage.database import Database
from storage.furniture import (
    FORGET_OTHERS,
    FORGET_REPEATED,
    SEEN_ON,
    HostCount,
    LineCount,
    counted_lines,
    is_furniture,
    line_hash,
)
from storage.inserts import insert_or_replace, insert_or_skip
from storage.tables import HostLineRow, HostRow

#: A page is read with so many lines of its host at most, the most frequent.
MOST_LINES = 100
# How often, in articles of a host, its old lines are deleted.
_FORGET_EVERY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class HostText:
    """The text of a new article, and the furniture that was taken out of it."""

    host: str
    text: str
    left_out: tuple[str, ...]


class HostLines:
    """What the archive knows of the furniture of hosts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, host: str) -> frozenset[str]:
        """The lines that are the furniture of this host group's pages."""
        statement = (
            select(
                HostLineRow.line,
                HostLineRow.articles,
                HostLineRow.first_article,
                HostLineRow.last_article,
                HostRow.articles.label("host_articles"),
            )
            .join(HostRow, HostRow.name == HostLineRow.host)
            # Written out: as a parameter it would not prove that a row stands in `ix_host_lines_repeated`.
            .where(HostLineRow.host == host, HostLineRow.articles >= literal(SEEN_ON, literal_execute=True))
            .order_by(HostLineRow.articles.desc())
        )
        with self._db.read() as connection:
            rows = connection.execute(statement).all()
        lines = [row.line for row in rows if is_furniture(row.line, _count(row), row.host_articles)]
        return frozenset(lines[:MOST_LINES])


def note_host_lines(connection: Connection, texts: Sequence[HostText]) -> None:
    """Count the lines of new articles, within the transaction that saves them.

    The count is of what pages show: a line that is taken out of the texts comes in by `left_out`, or it would be
    forgotten for being known, and come back.
    """
    by_host: dict[str, list[HostText]] = {}
    for text in texts:
        by_host.setdefault(text.host, []).append(text)
    for host, its_texts in sorted(by_host.items()):
        _note(connection, host, its_texts)


def _note(connection: Connection, host: str, texts: Sequence[HostText]) -> None:
    articles = _taken(connection, host)
    hashes = {line_hash(line) for text in texts for line in (*counted_lines(text.text), *text.left_out)}
    known = connection.execute(
        select(*HostLineRow.__table__.columns).where(
            HostLineRow.host == host, HostLineRow.line_hash.in_(hashes)
        )
    )
    count = HostCount(articles=articles, lines={row.line_hash: _count(row) for row in known})
    for text in texts:
        count.add(text.text, text.left_out)
    if count.articles == articles:
        return
    connection.execute(update(HostRow).where(HostRow.name == host).values(articles=count.articles))
    connection.execute(
        insert_or_replace(connection.dialect.name, HostLineRow, HostLineRow.host, HostLineRow.line_hash),
        [{"host": host, "line_hash": key} | asdict(count.lines[key]) for key in sorted(count.changed)],
    )
    if count.articles // _FORGET_EVERY > articles // _FORGET_EVERY:
        _forget(connection, host, count.articles)


def _taken(connection: Connection, host: str) -> int:
    """The host's count, kept from other writers: who holds this row is the only one who writes its lines."""
    statement = select(HostRow.articles).where(HostRow.name == host).with_for_update()
    if (articles := connection.scalar(statement)) is None:
        connection.execute(insert_or_skip(connection, HostRow, HostRow.name).values(name=host, articles=0))
        articles = connection.scalars(statement).one()
    return articles


def _forget(connection: Connection, host: str, articles: int) -> None:
    connection.execute(
        delete(HostLineRow).where(
            HostLineRow.host == host,
            HostLineRow.last_article < articles - FORGET_OTHERS,
            or_(
                HostLineRow.articles < SEEN_ON,
                and_(HostLineRow.articles >= SEEN_ON, HostLineRow.last_article < articles - FORGET_REPEATED),
            ),
        )
    )


def _count(row: Any) -> LineCount:
    return LineCount(
        line=row.line,
        articles=row.articles,
        first_article=row.first_article,
        last_article=row.last_article,
    )
