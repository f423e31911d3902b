"""How well texts are grouped into stories, beside TF-IDF to the nearest centroid, and the bars of it.

    python -m benchmarks.stories FOLDER [--copies FOLDER] [--show N] [--quick] [--json FILE] [--check]

FOLDER has `events`, `reports` and `headlines`, lines of `id, published_at, source, title, text, story`. Each set is
read in its order, from nothing, with one setting, and no answer is changed later. The setting was chosen with these
very sets in view, so the figures are not held out, and neither are those of each half of the stories: what they differ
by says how much chance is in them. With --copies, the articles there that nothing is like are a stream of mostly lone
ones: the share that is put into a story with others; --show prints N such pairs, drawn by lot, to be read.
"""

from __future__ import annotations

import random
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import Bar, finish, options
from benchmarks.stories.measures import b_cubed
from benchmarks.stories.plain import nearest_centroid
from benchmarks.stories.sets import SETS, Labelled, labelled, lone
from stories import Text
from stories.grouping import MemoryStories, group

LEAST_F1 = {"events": 0.94, "reports": 0.88, "headlines": 0.76}
#: Milliseconds of CPU that an article may take.
MOST_MS = 4.0
PLAIN_THRESHOLD = 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """B-cubed figures of a set, F1 of each half of its stories, of the plain peer, and milliseconds of CPU a text."""

    texts: int
    stories: int
    precision: float
    recall: float
    f1: float
    half_1: float
    half_2: float
    plain_f1: float | None
    ms: float

    def __str__(self) -> str:
        return (
            f"{self.texts:5d} texts {self.stories:4d} stories"
            f"  P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"
            f"  half 1 {self.half_1:.3f} half 2 {self.half_2:.3f}  {self.ms:.2f} ms"
        ) + (f"  TF-IDF F1 {self.plain_f1:.3f}" if self.plain_f1 is not None else "")


def grouped(texts: Sequence[Text]) -> dict[str, str]:
    """The story of each text, in order."""
    index = MemoryStories()
    answers = {}
    for text in texts:
        found = group(text, index)
        index.add(found.additions)
        answers[text.id] = found.story
    return answers


def figures(texts: Labelled, *, quick: bool) -> Figures:
    """Group a set, and measure; in a hurry without the plain peer."""
    began = time.process_time()
    found = grouped(texts.texts)
    spent = time.process_time() - began
    agreement = b_cubed(texts.labels, found)
    return Figures(
        texts=len(texts.texts),
        stories=len(set(found.values())),
        precision=agreement.precision,
        recall=agreement.recall,
        f1=agreement.f1,
        half_1=b_cubed(texts.labels, found, texts.half(1)).f1,
        half_2=b_cubed(texts.labels, found, texts.half(2)).f1,
        plain_f1=None if quick else b_cubed(texts.labels, nearest_centroid(texts.texts, PLAIN_THRESHOLD)).f1,
        ms=1000 * spent / len(texts.texts),
    )


def lone_stream(copies: Path, show: int, seed: int) -> float:
    """The share of lone articles that were joined to an earlier one; prints some beside the first of their story."""
    texts = lone(copies)
    found = grouped(texts)
    by_id = {text.id: text for text in texts}
    pairs = [(text, by_id[found[text.id]]) for text in texts if found[text.id] != text.id]
    share = len(pairs) / len(texts)
    print(f"lone stream: {len(texts)} articles, {len(pairs)} joined to a story ({share:.1%})")
    for number, pair in enumerate(random.Random(seed).sample(pairs, min(show, len(pairs))), start=1):
        print(f"-- {number}")
        for text in pair:
            print(f"   {text.published_at} {text.title!r}\n      {text.text[:300]!r}")
    return share


def arguments() -> Namespace:
    """The options."""
    parser = options("stories")
    parser.add_argument("data", type=Path, metavar="FOLDER", help="the labelled sets")
    parser.add_argument("--copies", type=Path, metavar="FOLDER", help="articles of which most are alone")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="joined pairs to be printed")
    parser.add_argument("--seed", type=int, default=7, help="of the lot that draws these")
    return parser.parse_args()


def main() -> None:
    """Measure, and print figures and bars."""
    given = arguments()
    measured = {}
    for name in SETS:
        measured[name] = figures(labelled(given.data, name), quick=given.quick)
        print(f"{name:10s} {measured[name]}", flush=True)
    document: dict[str, object] = {name: asdict(found) for name, found in measured.items()}
    if given.copies is not None:
        document["lone joined"] = lone_stream(given.copies, given.show, given.seed)
    bars = [
        Bar(name=f"B-cubed F1, {name}", measured=found.f1, limit=LEAST_F1[name], unit="", at_least=True)
        for name, found in measured.items()
    ]
    slowest = max(found.ms for found in measured.values())
    finish(given, [*bars, Bar(name="CPU of a text", measured=slowest, limit=MOST_MS, unit="ms")], document)


if __name__ == "__main__":
    main()
