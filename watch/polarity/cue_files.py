"""The cues that ship, a file a language: words near an action that say it did not happen, or may not have."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple, get_args

from watch.terms import Unit, read_term

Kind = Literal["denied", "hedged", "cancel"]
Side = Literal["before", "after", "either", "on"]


class CueForm(NamedTuple):
    """A cue as it is listed, and the tokens that it is made of."""

    written: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueClass:
    """Cues that work alike.

    `denied` and `hedged` cues speak of an action at most `reach` words behind (`before` it), ahead or on either
    side, or are the action's own word (`on`). With `clause` they reach no further than their clause. What lies in a
    `cancel` cue is no cue: "did not deny".
    """

    kind: Kind
    side: Side
    reach: int
    clause: bool
    forms: tuple[CueForm, ...]
    key: str


@cache
def cue_classes() -> tuple[CueClass, ...]:
    """All cues of all languages: a text may hold several."""
    found: list[CueClass] = []
    for file in sorted(
        resources.files("watch.polarity").joinpath("cues").iterdir(), key=lambda file: file.name
    ):
        for number, table in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["cues"]):
            found.append(_class(table, f"cues {file.name} {number}"))
    return tuple(found)


def _class(table: dict[str, Any], key: str) -> CueClass:
    kind = next(kind for kind in get_args(Kind) if kind == table["kind"])
    side = next(side for side in get_args(Side) if side == table.get("side", "either"))
    return CueClass(
        kind=kind,
        side=side,
        reach=table.get("reach", 1),
        clause=table.get("clause", False),
        forms=tuple(CueForm(form, read_term(form).units) for form in table["forms"]),
        key=key,
    )
