"""What every contender does."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from benchmarks.matching.corpus import Text
from benchmarks.matching.languages import BETWEEN
from benchmarks.matching.watches import Boolean
from watch.fold import fold


class Peer(ABC):
    """Made of watches once, then asked of texts.

    `part` says what of the question it answers, `slowness` about how many CPU seconds a text takes with 1,000
    watches: the sample is chosen by it.
    """

    name: ClassVar[str]
    part: ClassVar[str]
    slowness: ClassVar[float]

    @abstractmethod
    def __init__(self, watches: Sequence[Boolean]) -> None:
        """Raises ImportError where what it needs is not installed."""

    @abstractmethod
    def found(self, text: str) -> set[int]:
        """The numbers of the watches that a text matches; of those that answer only a part, of the forms."""

    def cpu(self) -> float:
        """CPU seconds used so far."""
        return time.process_time()

    def close(self) -> None:
        """Let go of what it holds; most hold nothing but memory."""
        return


def prepared(text: Text) -> str:
    """A text as the peers are given it: folded already, which costs them nothing."""
    return fold(text.title).text + BETWEEN + fold(text.text).text
