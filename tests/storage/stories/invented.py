"""Texts that no two stories share a word of."""

from __future__ import annotations

import random


def invented_text(number: int) -> str:
    """Sixty words, the same for the same number."""
    words = random.Random(number)
    return " ".join("".join(words.choices("abcdefghijklmnop", k=7)) for _ in range(60))
