"""Texts like those of the press in length, words, punctuation and scripts, made from a seed."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching.lexicon import Lexicon, chinese, cyrillic, korean, latin

DOCUMENTS = 2_000
MEAN_WORDS = 379
SEED = 20_260_824

# A tenth of the articles is in another script.
_SCRIPTS = {"latin": 0.90, "cyrillic": 0.04, "korean": 0.03, "chinese": 0.03}
# An article comes back to its own few words; without them no two words would ever stand near each other.
_TOPIC_WORDS = 25
_SHARE_OF_TOPIC = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article: what every contender is given."""

    title: str
    text: str


def made(count: int = DOCUMENTS, seed: int = SEED) -> list[Text]:
    """So many texts; the same for the same seed, and the first of many are those of few."""
    dice = random.Random(seed)
    lexicons = {
        "latin": latin(dice),
        "cyrillic": cyrillic(dice),
        "korean": korean(dice),
        "chinese": chinese(dice),
    }
    scripts = list(_SCRIPTS)
    texts = []
    for _ in range(count):
        script = dice.choices(scripts, weights=list(_SCRIPTS.values()))[0]
        texts.append(_Writer(dice, lexicons[script], script).text())
    return texts


def read(file: Path, most: int | None = None) -> list[Text]:
    """Texts of a file: a JSON object a line, with `text` and perhaps `title`."""
    texts = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            texts.append(Text(title=found.get("title") or "", text=found.get("text") or ""))
            if len(texts) == most:
                break
    return texts


class _Writer:
    """Writes one article."""

    def __init__(self, dice: random.Random, lexicon: Lexicon, script: str) -> None:
        self._dice = dice
        self._lexicon = lexicon
        self._script = script
        rare = lexicon.words[len(lexicon.words) // 60 :]
        self._topic = [rare[int(len(rare) * dice.random() ** 3)] for _ in range(_TOPIC_WORDS)]

    def text(self) -> Text:
        title = " ".join(word[:1].upper() + word[1:] for word in self._words(self._dice.randint(6, 12)))
        left = max(60, round(self._dice.lognormvariate(5.735, 0.45)))
        paragraphs: list[str] = []
        while left > 0:
            sentences = []
            for _ in range(self._dice.randint(1, 3)):
                length = self._dice.randint(8, 34)
                left -= length
                sentences.append(self._sentence(length))
            paragraphs.append(("" if self._script == "chinese" else " ").join(sentences))
        if self._script == "chinese":
            title = title.replace(" ", "")
        return Text(title=title, text="\n\n".join(paragraphs))

    def _words(self, count: int) -> Sequence[str]:
        words = self._lexicon.drawn(self._dice, count)
        return [
            self._dice.choice(self._topic) if self._dice.random() < _SHARE_OF_TOPIC else word
            for word in words
        ]

    def _sentence(self, length: int) -> str:
        words = list(self._words(length))
        if self._script == "chinese":
            return _cut(words, "，", self._dice) + "。"
        for at, word in enumerate(words):
            words[at] = self._dressed(word)
        words[0] = words[0][:1].upper() + words[0][1:]
        sentence = " ".join(words)
        if self._dice.random() < 0.18:
            return f"“{sentence},” {self._dice.choice(self._topic)} said."
        return sentence + ("…" if self._dice.random() < 0.01 else ".")

    def _dressed(self, word: str) -> str:
        """A word with what may stand beside it."""
        luck = self._dice.random()
        if luck < 0.06:
            return f"{word},"
        if luck < 0.075 and self._script == "latin":
            return f"{word}’s"
        if luck < 0.085:
            return f"{word} —"
        if luck < 0.1:
            return str(self._dice.choice([2, 12, 40, 300, 2_026, 12_000]))
        if luck < 0.104:
            return f"{word}\u00a0{self._dice.randint(2, 99)}"
        if luck < 0.107 and len(word) > 6:
            return f"{word[:4]}-{word[4:]}"
        return word


def _cut(words: Sequence[str], mark: str, dice: random.Random) -> str:
    return "".join(word + (mark if dice.random() < 0.1 else "") for word in words)
