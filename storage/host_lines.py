"""The lines that the articles of a host repeat, counted as articles are saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, literal, or_, select, tuple_, update

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
# SQLite before 3.32 takes 999 parameters at most, and each line is two.
_CHUNK = 400
_COUNT_ARTICLES = (
    update(HostRow).where(HostRow.name == bindparam("host")).values(articles=bindparam("counted"))
)


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
    if not texts:
        return
    by_host: dict[str, list[HostText]] = {}
    for text in sorted(texts, key=lambda text: text.host):
        by_host.setdefault(text.host, []).append(text)
    articles = _taken(connection, list(by_host))
    counts = _counts(connection, by_host, articles)
    for host, its_texts in by_host.items():
        for text in its_texts:
            counts[host].add(text.text, text.left_out)
        if counts[host].articles == articles[host]:
            del counts[host]
    if counts:
        _write(connection, counts)
    for host, count in counts.items():
        if count.articles // _FORGET_EVERY > articles[host] // _FORGET_EVERY:
            _forget(connection, host, count.articles)


def _counts(
    connection: Connection, texts: Mapping[str, Sequence[HostText]], articles: Mapping[str, int]
) -> dict[str, HostCount]:
    """What is known of the lines of these texts, by host."""
    counts = {host: HostCount(articles=articles[host], lines={}) for host in texts}
    keys = list(
        dict.fromkeys(
            (host, line_hash(line))
            for host, its_texts in texts.items()
            for text in its_texts
            for line in (*counted_lines(text.text), *text.left_out)
        )
    )
    key = tuple_(HostLineRow.host, HostLineRow.line_hash)
    for at in range(0, len(keys), _CHUNK):
        known = select(*HostLineRow.__table__.columns).where(key.in_(keys[at : at + _CHUNK]))
        for row in connection.execute(known):
            counts[row.host].lines[row.line_hash] = _count(row)
    return counts


def _write(connection: Connection, counts: Mapping[str, HostCount]) -> None:
    connection.execute(
        _COUNT_ARTICLES, [{"host": host, "counted": count.articles} for host, count in counts.items()]
    )
    connection.execute(
        insert_or_replace(connection.dialect.name, HostLineRow, HostLineRow.host, HostLineRow.line_hash),
        [
            _row(host, key, count.lines[key])
            for host, count in counts.items()
            for key in sorted(count.changed)
        ],
    )


def _row(host: str, key: int, line: LineCount) -> dict[str, object]:
    return {
        "host": host,
        "line_hash": key,
        "line": line.line,
        "articles": line.articles,
        "first_article": line.first_article,
        "last_article": line.last_article,
    }


def _taken(connection: Connection, hosts: Sequence[str]) -> dict[str, int]:
    """The counts of hosts, kept from other writers: who holds a host's row is the only one who writes its lines.

    New ones are written before any is held, and all in the order of their names, lest two writers deadlock.
    """
    known = set(connection.scalars(select(HostRow.name).where(HostRow.name.in_(hosts))))
    if new := [{"name": host, "articles": 0} for host in hosts if host not in known]:
        connection.execute(insert_or_skip(connection, HostRow, HostRow.name), new)
    held = select(HostRow.name, HostRow.articles).where(HostRow.name.in_(hosts)).order_by(HostRow.name)
    return {row.name: row.articles for row in connection.execute(held.with_for_update())}


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
