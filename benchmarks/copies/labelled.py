"""The labelled articles, and the scorer that lies beside them: its measure is the measure."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

Article = Mapping[str, Any]
Link = tuple[str, str | None]
"""An article's id, and the id of an earlier one that it is a copy of."""

HALVES = (1, 2)


class Scorer(Protocol):
    """What is called of `score.py`."""

    def load(self, folder: Path) -> tuple[list[Article], list[dict[str, Any]], list[dict[str, Any]]]: ...

    def measure(
        self,
        articles: Sequence[Article],
        groups: Sequence[dict[str, Any]],
        hard: Sequence[dict[str, Any]],
        links: Sequence[Link],
    ) -> tuple[dict[str, Any], list[Any], list[Any]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Over pairs of copies: precision, recall, F1; by kind of edit the share found; look-alikes put together."""

    precision: float
    recall: float
    f1: float
    kinds: Mapping[str, float]
    fooled: int
    look_alikes: int

    @property
    def weakest(self) -> tuple[str, float]:
        """The kind of edit of which the smallest share was found."""
        return min(self.kinds.items(), key=lambda kind: kind[1])

    def __str__(self) -> str:
        kind, found = self.weakest
        return (
            f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}  look-alikes together {self.fooled:4d} of "
            f"{self.look_alikes}  weakest {kind} {found:.3f}"
        )


class Labelled:
    """The articles of a folder in order of time, with what is known of them."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError if the folder has no data."""
        self._scorer = _scorer(folder / "score.py")
        self.articles, self._groups, self._hard = self._scorer.load(folder)

    def half(self, number: int) -> list[Article]:
        """Half of the groups, of the sets of look-alikes and of the rest: each whole, and always in the same half."""
        set_of: dict[str, str] = {
            id_: f"group {at}" for at, group in enumerate(self._groups) for id_ in group["group"]
        }
        set_of |= {id_: f"look-alikes {at}" for at, hard in enumerate(self._hard) for id_ in hard["ids"]}
        return [one for one in self.articles if _half(set_of.get(one["id"], str(one["id"]))) == number]

    def scored(self, articles: Sequence[Article], links: Iterable[Link]) -> Score:
        """The score of links between these articles."""
        known = {article["id"] for article in articles}
        groups = list(_within(self._groups, known))
        hard = [{**one, "ids": [id_ for id_ in one["ids"] if id_ in known]} for one in self._hard]
        measured, _, _ = self._scorer.measure(articles, groups, hard, list(links))
        return Score(
            precision=measured["pair_p"],
            recall=measured["pair_r"],
            f1=measured["pair_f1"],
            kinds={kind: counts[1] / counts[0] for kind, counts in measured["kinds"].items()},
            fooled=sum(together for _, together in measured["hard"].values()),
            look_alikes=sum(pairs for pairs, _ in measured["hard"].values()),
        )


def _within(groups: Sequence[dict[str, Any]], known: set[str]) -> Iterator[dict[str, Any]]:
    for group in groups:
        members = [id_ for id_ in group["group"] if id_ in known]
        if len(members) > 1:
            kinds = {id_: edits for id_, edits in group["kinds"].items() if id_ in known}
            yield {"group": members, "kinds": kinds}


def _half(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0] % 2 + 1


def _scorer(path: Path) -> Scorer:
    if not path.is_file():
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("copies_score", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module)
