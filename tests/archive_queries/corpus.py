"""The texts that the queries are to find."""

import random
import re
from collections import Counter
from collections.abc import Sequence

from tests.archive_queries.runs import Run, runs

_SAMPLED = 2000
_FEWEST_RUNS = 12
_HYPHENATED = re.compile(r"\b[A-Za-zÀ-ɏЀ-ӿ]+-[0-9A-Za-zÀ-ɏЀ-ӿ]+\b")
_WITH_APOSTROPHE = re.compile(r"\b[A-Za-zÀ-ɏЀ-ӿ]+['’][A-Za-zÀ-ɏЀ-ӿ]+\b")


class Corpus:
    """What stands in a sample of the texts, and how often.

    Raises ValueError if no text has twelve words.
    """

    def __init__(self, texts: Sequence[str], rng: random.Random) -> None:
        sampled = rng.sample(list(texts), _SAMPLED) if len(texts) > _SAMPLED else list(texts)
        self._texts = [(text, cut) for text in sampled if len(cut := runs(text)) >= _FEWEST_RUNS]
        if not self._texts:
            raise ValueError("no text of twelve words or more to draw queries from")
        counts = Counter(run for _, cut in self._texts for run in cut)
        ordered = [run for run, _ in counts.most_common()]
        spaced = [run for run in ordered if not run.unspaced]
        self.common = spaced[:80] or ordered[:80]
        self.rare = [run for run in ordered if counts[run] == 1] or ordered[-20:]
        self.spaced = spaced or ordered
        self.unspaced = [run for run in ordered if run.unspaced] or ordered
        self.accented = [run for run in spaced if not run.text.isascii()] or self.spaced
        self.numbers = [run for run in spaced if run.text.isdecimal() and len(run.text) > 1] or self.spaced
        self.long_words = [run for run in spaced if run.text.isalpha() and len(run.text) >= 5] or self.spaced
        self.hyphenated = self._written(_HYPHENATED) or ["KN-23"]
        self.with_apostrophe = self._written(_WITH_APOSTROPHE) or ["O'Neill"]

    def passage(self, rng: random.Random) -> tuple[Run, ...]:
        """One text, cut into its runs."""
        return rng.choice(self._texts)[1]

    def spaced_passage(self, rng: random.Random) -> tuple[Run, ...]:
        """One text mostly of words with spaces between, if a few tries find one."""
        passage = self.passage(rng)
        for _ in range(12):
            if sum(run.unspaced for run in passage) * 4 < len(passage):
                break
            passage = self.passage(rng)
        return passage

    def raw(self, rng: random.Random) -> str:
        return rng.choice(self._texts)[0]

    def _written(self, pattern: re.Pattern[str]) -> list[str]:
        return sorted({found for text, _ in self._texts for found in pattern.findall(text)})
