"""An archive whose articles stand in stories, some of them hit by a watch."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from benchmarks.search.filling import fill
from storage.database import Database
from storage.host_groups import outlet_of
from storage.tables import ArticleRow, HitRow, StoryArticleRow, StoryRow

WATCHES = ("Deliveries", "Drills", "Shipyards", "Sanctions", "Deployments")
#: Of so many articles one is hit by a watch; a story has one to five articles.
HIT_EVERY = 40
SIZES = (1, 1, 3, 1, 1, 2, 1, 5, 1, 1)
_CHUNK = 5_000


def made(folder: Path, count: int) -> Path:
    """A configuration over an archive of so many articles in a folder; what is there already is used again."""
    config = folder / "wirewatch.toml"
    if not config.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "wirewatch.db"
        file.unlink(missing_ok=True)
        fill(f"sqlite:///{file}", count)
        database = Database(f"sqlite:///{file}")
        _tell_stories(database)
        database.close()
        config.write_text(_configuration(), encoding="utf-8")
    return config


def _configuration() -> str:
    watches = "".join(f'\n[[watches]]\nname = "{name}"\nquery = "{name.lower()}"\n' for name in WATCHES)
    return f'[database]\nurl = "sqlite:///wirewatch.db"\n\n[manners]\ncontact = "desk@news.test"\n{watches}'


def _tell_stories(database: Database) -> None:
    """Each story is told by articles that follow upon each other; what finding them would cost is left out."""
    with database.read() as connection:
        rows = connection.execute(
            select(ArticleRow.id, ArticleRow.url, ArticleRow.collected_at).order_by(ArticleRow.id)
        ).all()
    stories: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    hits: list[dict[str, Any]] = []
    at = 0
    while at < len(rows):
        told = rows[at : at + SIZES[len(stories) % len(SIZES)]]
        at += len(told)
        stories.append(_story([row.id for row in told], told[0].collected_at, told[-1].collected_at))
        members += [_member(row.id, told[0].id, outlet_of(row.url), row.collected_at) for row in told]
        hits += [_hit(row.id, row.collected_at) for row in told if row.id % HIT_EVERY == 0]
    with database.write() as connection:
        for table, found in ((StoryRow, stories), (StoryArticleRow, members), (HitRow, hits)):
            for start in range(0, len(found), _CHUNK):
                connection.execute(insert(table), found[start : start + _CHUNK])
        connection.execute(update(ArticleRow).values(grouped_at=ArticleRow.collected_at))


def _story(articles: list[int], first_at: datetime, last_at: datetime) -> dict[str, Any]:
    return {
        "id": articles[0],
        "voices": len(articles),
        "weights": {},
        "first_at": first_at,
        "last_at": last_at,
        "grouped_at": last_at,
        "leads_at": None,
        "merged_into": None,
    }


def _member(article: int, story: int, outlet: str, at: datetime) -> dict[str, Any]:
    return {
        "article_id": article,
        "story_id": story,
        "outlet": outlet,
        "voice": outlet,
        "copy_of": None,
        "similarity": None,
        "bond": {},
        "joined_at": at,
    }


def _hit(article: int, at: datetime) -> dict[str, Any]:
    watch = WATCHES[article // HIT_EVERY % len(WATCHES)]
    return {
        "article_id": article,
        "revision": 1,
        "watch": watch,
        "version_id": None,
        "query": watch.lower(),
        "spans": [("title", 0, 4, "word")],
        "polarity": None,
        "cue": None,
        "sentence": None,
        "outcome": "no-channel",
        "flagged_at": at,
    }
