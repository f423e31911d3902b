"""What routes remember of stories, as their rows keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, exists, or_, select

from storage.inserts import insert_or_replace
from storage.records import Held, RoutedHit, Severity, StoryNoticeKind, StoryOnRoute, WaitReason
from storage.tables import RouteStateRow

_CHUNK = 200
_COLUMNS = tuple(RouteStateRow.__table__.columns)

Place = tuple[str, str]


def states(connection: Connection, places: Iterable[Place]) -> dict[Place, StoryOnRoute]:
    """What is remembered at these places: each a route, and what it tells as one."""
    wanted, found = sorted(places), dict[Place, StoryOnRoute]()
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        statement = select(*_COLUMNS).where(
            # SQLite before 3.15 knows no rows of values
            or_(*[and_(RouteStateRow.route == r, RouteStateRow.grouping == g) for r, g in chunk])
        )
        found |= {(row.route, row.grouping): state_of(row) for row in connection.execute(statement)}
    return found


def waiting(connection: Connection) -> list[StoryOnRoute]:
    """The stories that wait on any route."""
    statement = select(*_COLUMNS).where(RouteStateRow.due_at.is_not(None))
    return [state_of(row) for row in connection.execute(statement)]


def any_waiting(connection: Connection) -> bool:
    """Whether a story waits on any route."""
    return bool(connection.scalar(select(exists().where(RouteStateRow.due_at.is_not(None)))))


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether a story waits on any route until now at the longest."""
    return bool(connection.scalar(select(exists().where(RouteStateRow.due_at <= now))))


def of_story(connection: Connection, story_id: int) -> list[StoryOnRoute]:
    """What the routes remember of a story."""
    statement = select(*_COLUMNS).where(RouteStateRow.story_id == story_id)
    return [state_of(row) for row in connection.execute(statement.order_by(RouteStateRow.route))]


def keep(connection: Connection, all_of: Iterable[StoryOnRoute]) -> None:
    """Remember this from now on."""
    rows = [_values(one) for one in all_of]
    if rows:
        statement = insert_or_replace(
            connection.dialect.name, RouteStateRow, RouteStateRow.route, RouteStateRow.grouping
        )
        connection.execute(statement, rows)


def forget(connection: Connection, state: StoryOnRoute) -> None:
    """Remember this no longer."""
    connection.execute(
        delete(RouteStateRow).where(RouteStateRow.route == state.route, RouteStateRow.grouping == state.group)
    )


def hit_item(hit: RoutedHit) -> dict[str, Any]:
    """A hit as JSON keeps it."""
    return {
        "article": hit.article,
        "article_id": hit.article_id,
        "revision": hit.revision,
        "watch": hit.watch,
        "source": hit.source,
        "severity": hit.severity.value,
        "language": hit.language,
        "country": hit.country,
    }


def hit_of(item: Mapping[str, Any]) -> RoutedHit:
    """Undo `hit_item`."""
    return RoutedHit(**{**item, "severity": Severity(item["severity"])})


def _values(state: StoryOnRoute) -> dict[str, Any]:
    return {
        "route": state.route,
        "grouping": state.group,
        "story_id": state.story_id,
        "first_told_at": state.first_told_at,
        "last_told_at": state.last_told_at,
        "voices": state.voices,
        "severity": None if state.severity is None else state.severity.value,
        "copies": state.copies,
        "joined": state.joined,
        "held": None if state.held is None else _held_item(state.held),
        "due_at": None if state.held is None else state.held.until_at,
    }


def _held_item(held: Held) -> dict[str, Any]:
    return {
        "kind": held.kind.value,
        "why": held.why.value,
        "severity": held.severity.value,
        "voices": held.voices,
        "hits": [hit_item(hit) for hit in held.hits],
        "held_at": held.held_at.isoformat(),
        "until_at": held.until_at.isoformat(),
    }


def state_of(row: Row[*tuple[Any, ...]]) -> StoryOnRoute:
    """What a row holds, all of its columns selected."""
    return StoryOnRoute(
        route=row.route,
        group=row.grouping,
        story_id=row.story_id,
        first_told_at=row.first_told_at,
        last_told_at=row.last_told_at,
        voices=row.voices,
        severity=None if row.severity is None else Severity(row.severity),
        copies=row.copies,
        joined=row.joined,
        held=None if row.held is None else _held(row.held),
    )


def _held(item: Mapping[str, Any]) -> Held:
    return Held(
        kind=StoryNoticeKind(item["kind"]),
        why=WaitReason(item["why"]),
        severity=Severity(item["severity"]),
        voices=item["voices"],
        hits=tuple(map(hit_of, item["hits"])),
        held_at=datetime.fromisoformat(item["held_at"]),
        until_at=datetime.fromisoformat(item["until_at"]),
    )
