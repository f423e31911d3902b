"""What one would write first: a session, an object an article, a look whether it is there, a commit for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import DateTime, Engine, create_engine, event, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from benchmarks.ingest.sizes import sizes
from benchmarks.ingest.writer import Batch, Writer
from benchmarks.press import collected
from storage.addresses import parse
from storage.keys import text_hash

_SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE article_index USING fts5(title, text, content='articles', content_rowid='id')",
    (
        "CREATE TRIGGER indexed AFTER INSERT ON articles BEGIN"
        " INSERT INTO article_index (rowid, title, text) VALUES (new.id, new.title, new.text); END"
    ),
)
_POSTGRESQL_INDEX = (
    (
        "ALTER TABLE articles ADD words tsvector"
        " GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || text)) STORED"
    ),
    "CREATE INDEX ON articles USING gin (words)",
)


class _Base(DeclarativeBase):
    pass


class _Article(_Base):
    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    title: Mapped[str]
    text: Mapped[str]
    content_hash: Mapped[str]


class PlainOrm(Writer):
    """The database keeps its own index. SQLite is left as it is delivered, or keeps its log as ours does."""

    name = "ORM session, a commit an article"
    name_with_our_log = "the same, SQLite's log as ours"

    def __init__(self, url: str, *, our_log: bool = False) -> None:
        self._url, self._engine = url, create_engine(parse(url))
        if our_log:
            _log_as_ours(self._engine)
        _Base.metadata.create_all(self._engine)
        index = _SQLITE_INDEX if self._engine.dialect.name == "sqlite" else _POSTGRESQL_INDEX
        with self._engine.begin() as connection:
            for statement in index:
                connection.execute(text(statement))

    def save(self, batch: Batch) -> None:
        with Session(self._engine) as session:
            for one, _ in batch:
                url = collected(one, 0).article.url
                content_hash = text_hash(f"{one.title}\n\n{one.text}")
                known = session.scalars(select(_Article).where(_Article.url == url)).one_or_none()
                if known is None:
                    session.add(
                        _Article(
                            url=url,
                            published_at=one.published_at,
                            title=one.title,
                            text=one.text,
                            content_hash=content_hash,
                        )
                    )
                elif known.content_hash != content_hash:
                    known.title, known.text, known.content_hash = one.title, one.text, content_hash
                session.commit()

    def bytes(self) -> Mapping[str, int]:
        return sizes(self._url)

    def close(self) -> None:
        self._engine.dispose()


def _log_as_ours(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _set(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for setting in ("journal_mode=WAL", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()
