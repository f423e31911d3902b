"""Train the model that tells an article's paragraphs from the rest of its page.

    python -m training.paragraphs --data ../shared/data/extraction --half 1

It needs the extra "training". The pages of the other half are for measuring and are never read here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray

from crawler.decoding import decode
from crawler.pages import classifier
from crawler.pages.classifier import features
from crawler.pages.page import Page
from crawler.pages.text_readers import known
from training import pages
from training.labels import labels

MODEL = Path(classifier.__file__).with_name("model.json")
TREES = 300
_SETTINGS: dict[str, object] = {
    "objective": "binary",
    "num_leaves": 48,
    "max_depth": 8,
    "learning_rate": 0.07,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 127,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "seed": 0,
    "verbose": -1,
}


def main(argv: list[str] | None = None) -> int:
    """Train on one half of the labelled pages and write the model. The exit code is 2 where there are none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FOLDER", help="the sets of labelled pages"
    )
    parser.add_argument("--half", type=int, choices=pages.HALVES, default=1, help="which half to learn from")
    parser.add_argument("--out", type=Path, default=MODEL, metavar="FILE", help="where the model goes")
    args = parser.parse_args(argv)
    try:
        examples = list(_examples(args.data, args.half))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    table = np.concatenate([columns for columns, _, _ in examples])
    marks = np.concatenate([right for _, right, _ in examples])
    weights = np.concatenate([weight for _, _, weight in examples])
    print(f"{len(examples)} pages, {len(marks)} paragraphs, {int(marks.sum())} of them an article's")
    booster = lightgbm.train(_SETTINGS, lightgbm.Dataset(table, marks, weight=weights), TREES)
    args.out.write_text(_as_json(booster.dump_model(), learned_from=f"half {args.half}"), encoding="utf-8")
    print(f"written: {args.out}")
    return 0


def _examples(
    folder: Path, half: int
) -> Iterator[tuple[features.Table, NDArray[np.bool_], NDArray[np.float64]]]:
    for each in pages.labelled(folder, half):
        page = Page.parse(decode(each.body), each.url)
        if page is None or not page.blocks:
            continue
        columns, _ = features.table(page.blocks, known(page))
        right = np.array(labels([block.text for block in page.blocks], each.text))
        # a long paragraph counts more than a short one, a long page not much more than a short one
        weight = np.sqrt(np.maximum(columns[:, 0].astype(np.float64), 1))
        yield columns, right, weight / np.sqrt(weight.sum())


def _as_json(model: dict[str, object], *, learned_from: str) -> str:
    nodes = _Nodes()
    trees = model["tree_info"]
    assert isinstance(trees, list)
    roots = [nodes.add(tree["tree_structure"]) for tree in trees]
    stored = {
        "learned_from": learned_from,
        "depth": nodes.depth,
        "roots": roots,
        "column": nodes.column,
        "threshold": nodes.threshold,
        "child": nodes.child,
        "value": nodes.value,
    }
    # one array a line
    return (
        "{\n"
        + ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in stored.items())
        + "\n}\n"
    )


class _Nodes:
    """The nodes of all trees, one after the other, the children of each side by side."""

    def __init__(self) -> None:
        self.column: list[int] = []
        self.threshold: list[float] = []
        self.child: list[int] = []
        self.value: list[float] = []
        self.depth = 0

    def add(self, root: dict[str, object]) -> int:
        """The number of a tree's root, after it and all below it were added."""
        first = self._new()
        waiting = [(first, root, 0)]
        while waiting:
            number, node, depth = waiting.pop()
            self.depth = max(self.depth, depth)
            left, right = node.get("left_child"), node.get("right_child")
            if not isinstance(left, dict) or not isinstance(right, dict):
                self.value[number] = float(f"{_number(node['leaf_value']):.6g}")
                continue
            self.column[number] = int(_number(node["split_feature"]))
            self.threshold[number] = float(f"{_number(node['threshold']):.6g}")
            self.child[number] = self._new()
            waiting += [(self.child[number], left, depth + 1), (self._new(), right, depth + 1)]
        return first

    def _new(self) -> int:
        number = len(self.column)
        self.column.append(0)
        self.threshold.append(0.0)
        self.child.append(number)
        self.value.append(0.0)
        return number


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return float(value)


if __name__ == "__main__":
    sys.exit(main())
