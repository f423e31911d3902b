"""The scorers that lie beside the data: theirs are the measures, ours only the table and the bars."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast

Row = dict[str, Any]
"""A page's score by one reader, as the scorer makes it: the counts, `cpu` in seconds, `error`."""

Finder = Callable[[bytes, str], Any]
DateRow = tuple[str, tuple[str | None, float, str | None]]
"""A page's right day; the day found, the CPU milliseconds and the error."""


class PageReader(Protocol):
    """A reader in a process of its own."""

    def read(self, file: Path, url: str) -> dict[str, Any]: ...
    def stop(self) -> None: ...


class ExtractionScorer(Protocol):
    """What is called of `extraction/score.py`."""

    PEERS: dict[str, Callable[[], Any]]

    def Reader(self, spec: str, src: Sequence[Path]) -> PageReader: ...
    def score(self, gold: dict[str, Any], got: dict[str, Any]) -> Row: ...
    def summary(self, rows: Sequence[Row]) -> dict[str, float]: ...
    def bootstrap(self, ours: Sequence[Row], peer: Sequence[Row]) -> tuple[float, float]: ...


class DateScorer(Protocol):
    """What is called of `dates/score.py`."""

    PEERS: dict[str, Callable[[], Finder]]

    def finder_named(self, spec: str) -> Finder: ...
    def call(self, find: Finder, body: bytes, url: str) -> tuple[str | None, float, str | None]: ...
    def line(self, name: str, rows: Sequence[DateRow]) -> tuple[dict[str, str], float, float]: ...
    def too_long(self, *_: object) -> None: ...


def extraction_scorer(data: Path) -> ExtractionScorer:
    """The scorer of article pages in a data folder."""
    return cast("ExtractionScorer", _loaded(data / "extraction" / "score.py"))


def date_scorer(data: Path) -> DateScorer:
    """The scorer of dates in a data folder."""
    return cast("DateScorer", _loaded(data / "dates" / "score.py"))


def _loaded(path: Path) -> ModuleType:
    if not path.is_file():
        raise SystemExit(f"no scorer {path}: --data names the folder that holds extraction/ and dates/")
    name = f"{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
