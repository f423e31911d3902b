"""The stages of the demo, as they stand in `stages.toml`: what each must bring about."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from app.demo.ground import MAIL_CHANNEL, WEBHOOK_CHANNEL

NO_HIT = "no-hit"
"""What becomes of an article that no watch wants."""

_TOLD = "told"
_EVERYBODY = (MAIL_CHANNEL, WEBHOOK_CHANNEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageNotice:
    """A notice that must come once on each of `channels`: what it is for, how many outlets or stories it counts."""

    kind: str
    counts: str
    articles: tuple[str, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the demo. `until` is the newsroom second by which all that belongs to it is published.

    Articles are named by their ids. `untold` says of those that nobody is told of what becomes of them instead,
    `stories` how many outlets the story of an article has at the end of the stage.
    """

    title: str
    until: float
    notices: tuple[StageNotice, ...]
    untold: Mapping[str, str]
    stories: Mapping[str, str]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that something is said of: what is told first."""
        told = (article for notice in self.notices for article in notice.articles)
        return (*told, *self.untold)


def load_stages() -> tuple[Stage, ...]:
    """Read the stages in the order of the file."""
    text = (resources.files("app.demo") / "stages.toml").read_text(encoding="utf-8")
    return tuple(_stage(row) for row in tomllib.loads(text)["stages"])


def outcomes_after(stages: Iterable[Stage]) -> dict[str, str]:
    """What becomes of each article by the end of these stages. What waited is told by a later stage."""
    outcomes: dict[str, str] = {}
    for stage in stages:
        outcomes |= stage.untold
        outcomes |= dict.fromkeys((one for notice in stage.notices for one in notice.articles), _TOLD)
    return outcomes


def _stage(row: Mapping[str, Any]) -> Stage:
    return Stage(
        title=row["title"],
        until=float(row["until"]),
        notices=tuple(
            StageNotice(
                kind=one["kind"],
                counts=one["counts"],
                articles=tuple(one["articles"]),
                channels=tuple(one.get("channels", _EVERYBODY)),
            )
            for one in row.get("notices", ())
        ),
        untold={one["article"]: one["outcome"] for one in row.get("untold", ())},
        stories={one["article"]: one["counts"] for one in row.get("stories", ())},
    )
