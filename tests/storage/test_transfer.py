"""Out of one archive and into another one, of the other kind: the same articles, revisions, order and answers."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.archive_files import FileFormat, Found, read, writing
from storage.archive import Archive
from storage.database import Database
from storage.exporting import Chosen, exported
from storage.flags import Flags
from storage.importing import Imports
from storage.records import ArchivedArticle, Article, CollectedArticle, ImportCount, Wording
from storage.search import Filter, search
from storage.sources import Sources
from storage.status import snapshot
from storage.stories import group_new
from tests.app.archive_files.wordings import articles
from tests.databases import PostgresServer, migrated
from tests.storage.samples import article, collected, declaration, source
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
QUERIES = tuple(
    map(parse, ("troops", "북한", "title:troops OR rail", "quoted", "move NOT rail", '"by rail"'))
)
_URLS = [f"https://gazette.example/{number}" for number in range(5)]
_WORDS = st.sampled_from(
    ["Troops move", "북한군이 간다", "They went by rail.", "Rail\n\nand troops", "'quoted'"]
)
# A few times only: many articles bear the same one.
_DATES = st.none() | st.sampled_from([NOW - timedelta(days=3), NOW - timedelta(days=3, seconds=1), NOW])


@st.composite
def saves(draw: st.DrawFn) -> list[tuple[int, list[Article]]]:
    """Batches to save, each so many minutes after the one before: the same few addresses, in ever other words."""
    return draw(
        st.lists(
            st.tuples(
                st.integers(0, 2),
                st.lists(
                    st.sampled_from(_URLS).flatmap(
                        lambda url: st.builds(
                            replace, articles(url), title=_WORDS, text=_WORDS, published_at=_DATES
                        )
                    ),
                    min_size=1,
                    max_size=4,
                ),
            ),
            max_size=6,
        )
    )


def fill(db: Database, batches: list[tuple[int, list[Article]]]) -> None:
    sources = [source(db, NOW, name) for name in ("gazette", "herald")]
    now = NOW
    for number, (minutes, some) in enumerate(batches):
        now += timedelta(minutes=minutes)
        Archive(db).save(
            [
                CollectedArticle(article=one, source_id=sources[number % 2], lead_id=None, backlog=False)
                for one in some
            ],
            now,
        )


def out(db: Database, chosen: Chosen | None = None) -> list[Wording]:
    return [one for some in exported(db, chosen or Chosen()) for one in some.wordings]


def through(wordings: Sequence[Wording], format_: FileFormat) -> list[Wording]:
    """What a file gives back."""
    stream = io.BytesIO()
    rows = writing(stream, format_)
    rows.write(wordings)
    rows.finish()
    stream.seek(0)
    back = [one.wording for one in read(stream, format_) if isinstance(one, Found)]
    assert len(back) == len(wordings)
    return back


def into(db: Database, wordings: Sequence[Wording], size: int = 50, **options: Any) -> ImportCount:
    """So many articles at a time."""
    done = ImportCount()
    whole = [list(some) for _, some in groupby(wordings, lambda one: one.archived.article.url)]
    for at in range(0, len(whole), size):
        done += Imports(db).take_in([*chain(*whole[at : at + size])], LATER, **options)
    return done


def facts(wordings: Sequence[Wording]) -> list[Wording]:
    """What must be the same in both archives: all but numbers, backlog, and how often a source is polled."""
    return [
        Wording(
            archived=replace(one.archived, id=0, backlog=False),
            source=replace(one.source, interval=timedelta(0)),
        )
        for one in wordings
    ]


def answers(db: Database) -> list[list[tuple[str, int]]]:
    return [
        [(one.article.article.url, one.article.revision) for one in search(db, query)] for query in QUERIES
    ]


@contextmanager
def databases(server: PostgresServer, kinds: Sequence[str]) -> Iterator[list[Database]]:
    """New archives of these kinds."""
    names = []
    with TemporaryDirectory() as folder:
        urls = []
        for number, kind in enumerate(kinds):
            if kind == "sqlite":
                file = Path(folder) / f"{number}.db"
                file.write_bytes(migrated())
                urls.append(f"sqlite:///{file}")
            else:
                names.append(server.make(migrated=True))
                urls.append(server.url(names[-1]))
        made = list(map(Database, urls))
        try:
            yield made
        finally:
            for each in made:
                each.close()
            for name in names:
                server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite")])
@pytest.mark.parametrize("format_", list(FileFormat))
@settings(
    max_examples=10,
    deadline=None,
    # Each example makes two databases: to look for the smallest that fails takes minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(batches=saves(), size=st.integers(1, 4), dies_after=st.integers(0, 3))
def test_another_archive_gives_the_same(
    postgres_server: PostgresServer,
    kinds: Sequence[str],
    format_: FileFormat,
    batches: list[tuple[int, list[Article]]],
    size: int,
    dies_after: int,
) -> None:
    with databases(postgres_server, kinds) as (first, second):
        fill(first, batches)
        there = out(first)
        wordings = through(there, format_)
        ends = [at for at, one in enumerate(wordings) if one.archived.revision == 1]
        into(second, wordings[: ends[dies_after] if dies_after < len(ends) else 0], size)
        again = into(second, wordings, size)
        assert again.new + again.revised + again.known == len(wordings)
        assert facts(out(second)) == facts(there)
        assert answers(second) == answers(first)
        assert into(second, wordings) == ImportCount(known=len(wordings))


def test_an_article_may_be_cut_off_and_go_on(db: Database) -> None:
    wordings = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "other.db"
        file.write_bytes(migrated())
        other = Database(f"sqlite:///{file}")
        for number in range(4):
            # Forth and back again, twice at one time.
            words = article(_URLS[0], text=f"Words {number % 2}")
            collected(other, words, NOW + timedelta(minutes=number // 2))
        wordings = out(other)
        other.close()
    for end in range(1, 5):
        assert into(db, wordings[:end]) == ImportCount(new=end == 1, revised=end > 1, known=end - 1)
    assert facts(out(db)) == facts(wordings)


def test_only_the_latest_words_may_go_out(db: Database) -> None:
    collected(db, article(_URLS[0]), NOW)
    collected(db, article(_URLS[0], text="They went by road."), NOW + timedelta(hours=1))
    every, latest = out(db), out(db, Chosen(latest=True))
    assert [one.archived.revision for one in every] == [1, 2]
    assert [one.archived.article.text for one in latest] == ["They went by road."]


def test_a_choice_is_by_the_latest_words_the_source_and_the_time(db: Database) -> None:
    collected(db, article(_URLS[0], title="Ships sail", published_at=NOW - timedelta(days=9)), NOW)
    collected(db, article(_URLS[0], title="Planes fly", published_at=NOW - timedelta(days=9)), NOW)
    collected(db, article(_URLS[1], title="Ships sail"), NOW, name="herald")
    collected(db, article(_URLS[2], title="Ships sail", published_at=NOW - timedelta(days=2)), NOW)

    def urls(**choice: Any) -> list[str]:
        return [one.archived.article.url for one in out(db, Chosen(**choice))]

    assert urls(query=parse("ships")) == [_URLS[2], _URLS[1]]
    assert urls(query=parse("planes")) == [_URLS[0], _URLS[0]]
    assert urls(query=parse("planes NOT ships"), latest=True) == [_URLS[0]]
    assert urls(only=Filter(source="herald")) == [_URLS[1]]
    assert urls(only=Filter(since=NOW - timedelta(days=3))) == [_URLS[2], _URLS[1]]
    assert urls(only=Filter(until=NOW - timedelta(days=3)), latest=True) == [_URLS[0]]
    assert urls(only=Filter(source="nobody")) == []
    assert urls(only=Filter(section="world")) == []
    assert urls(query=parse("ships"), only=Filter(story=1)) == []


def test_many_articles_and_revisions_come_out_each_once(db: Database) -> None:
    for number in range(7):
        collected(db, article(_URLS[0], text=f"Words {number}"), NOW + timedelta(minutes=number))
    flocks = [article(f"https://gazette.example/of-{number}", published_at=NOW) for number in range(230)]
    Archive(db).save(
        [
            CollectedArticle(article=one, source_id=source(db, NOW), lead_id=None, backlog=True)
            for one in flocks
        ],
        NOW,
    )
    wordings = out(db)
    assert len({(one.archived.id, one.archived.revision) for one in wordings}) == len(wordings) == 237
    assert max(one.share for one in exported(db, Chosen())) == 1.0


def test_what_comes_in_is_told_to_nobody_unless_asked_for(db: Database) -> None:
    old, new = _news()
    old = replace(old, collected_at=NOW - timedelta(days=700), revised_at=NOW - timedelta(days=700))
    into(db, [Wording(archived=old, source=declaration())])
    into(db, [Wording(archived=new, source=declaration())], tell=True)
    while group_new(db, LATER).articles:
        pass
    assert [one.backlog for one in Flags(db).unflagged(9)] == [True, False]
    # Nobody waits for backlog: old as it is, nothing stands still for it.
    assert snapshot(db, LATER).oldest_unflagged_at == NOW


def _news() -> list[ArchivedArticle]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "news.db"
        file.write_bytes(migrated())
        database = Database(f"sqlite:///{file}")
        for url in _URLS[:2]:
            collected(database, article(url), NOW)
        found = [one.archived for one in out(database)]
        database.close()
    return found


def test_a_source_that_comes_in_is_known_and_not_polled(db: Database) -> None:
    source(db, NOW, "gazette")
    (one, other) = _news()
    stranger = replace(declaration("herald"), country="KR", language="ko", owner="wire", group_name="asia")
    other = replace(other, source="herald", country="KR")
    into(db, [Wording(archived=one, source=replace(declaration(), country="XX"))])
    into(db, [Wording(archived=other, source=stranger)])
    sources = Sources(db)
    assert [state.name for state in sources.list()] == ["gazette"]
    assert sources.names() == {"gazette", "herald"}
    assert [(each.archived.source, each.archived.country) for each in out(db)] == [
        ("gazette", None),
        ("herald", "KR"),
    ]
    assert out(db)[1].source == stranger


def test_later_wordings_are_added_and_earlier_ones_are_not_slipped_in(db: Database) -> None:
    first, _ = _news()
    second = replace(
        first,
        revision=2,
        revised_at=NOW + timedelta(hours=2),
        article=replace(first.article, text="They went by road."),
    )
    between = replace(
        first,
        revision=2,
        revised_at=NOW + timedelta(hours=1),
        article=replace(first.article, text="They went by sea."),
    )
    wordings = [Wording(archived=one, source=declaration()) for one in (first, second, between)]
    assert into(db, wordings[:1]) == ImportCount(new=1)
    assert into(db, wordings[:2]) == ImportCount(revised=1, known=1)
    assert into(db, [wordings[0], wordings[2]]) == ImportCount(known=2)
    kept = out(db)
    assert [one.archived.article.text for one in kept] == ["They went by rail.", "They went by road."]
    assert [one.archived.revised_at for one in kept] == [NOW, NOW + timedelta(hours=2)]
    assert [one.archived.collected_at for one in kept] == [NOW, NOW]


def test_two_that_take_in_the_same_make_nothing_twice(db: Database) -> None:
    wordings = [Wording(archived=one, source=declaration()) for one in _news()]
    shuffled = list(wordings)
    random.Random(1).shuffle(shuffled)
    assert into(db, wordings, 1) + into(db, shuffled, 1) == ImportCount(new=2, known=2)
