"""How like one grouping is to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Precision and recall averaged over texts: B-cubed (Bagga and Baldwin 1998)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(
    labels: Mapping[str, str], found: Mapping[str, str], of: Collection[str] | None = None
) -> Agreement:
    """The agreement of what was found with the labels; of some of the texts, if `of` says which."""
    both = Counter((labels[text], found[text]) for text in labels)
    labelled, grouped = Counter(labels.values()), Counter(found[text] for text in labels)
    texts = labels if of is None else of
    if not texts:
        return Agreement(precision=1.0, recall=1.0)
    right = {text: both[labels[text], found[text]] for text in texts}
    return Agreement(
        precision=sum(right[text] / grouped[found[text]] for text in texts) / len(texts),
        recall=sum(right[text] / labelled[labels[text]] for text in texts) / len(texts),
    )
