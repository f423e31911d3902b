"""What everybody does first: TF-IDF, cosine, the nearest centroid, one threshold."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from stories import Text

_WORD = re.compile(r"[^\W_]+")


def nearest_centroid(texts: Sequence[Text], threshold: float) -> dict[str, str]:
    """The story of each text, in order; how rare words are is learned on the way."""
    frequency: Counter[str] = Counter()
    centroids: dict[str, dict[str, float]] = {}
    answers: dict[str, str] = {}
    for seen, text in enumerate(texts, start=1):
        counts = Counter(_WORD.findall(f"{text.title} {text.text}".casefold()))
        frequency.update(counts.keys())
        vector = _unit(
            {
                word: (1 + math.log(count)) * math.log((seen + 1) / frequency[word])
                for word, count in counts.items()
            }
        )
        likeness, story = max(
            ((_cosine(vector, centroid), story) for story, centroid in centroids.items()), default=(0.0, "")
        )
        if likeness < threshold:
            story = text.id
        centroid = centroids.setdefault(story, {})
        for word, weight in vector.items():
            centroid[word] = centroid.get(word, 0.0) + weight
        answers[text.id] = story
    return answers


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values()) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _cosine(vector: dict[str, float], centroid: dict[str, float]) -> float:
    length = math.hypot(*centroid.values()) or 1.0
    return sum(weight * centroid.get(word, 0.0) for word, weight in vector.items()) / length
