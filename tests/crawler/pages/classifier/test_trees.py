"""Trees evaluated all at once give what each gives when it is walked by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import classifier
from crawler.pages.classifier import features, trees
from crawler.pages.classifier.features import Known, table
from crawler.pages.classifier.trees import Trees
from crawler.pages.page import Page

MODEL = Path(classifier.__file__).with_name("model.json")
TREES = Trees.load(MODEL)


def walked(row: features.Table) -> float:
    total = 0.0
    for number, root in enumerate(TREES.roots):
        if number == trees._FIRST and abs(total) >= trees._CERTAIN:
            break
        node = int(root)
        while TREES.child[node] != node:
            goes_left = row[TREES.column[node]] <= TREES.threshold[node]
            node = int(TREES.child[node]) if goes_left else int(TREES.child[node]) + 1
        total += float(TREES.value[node])
    return float(1 / (1 + np.exp(-total)))


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_all_at_once_is_one_by_one(seed: int, rows: int) -> None:
    columns = int(TREES.column.max()) + 1
    made = np.random.default_rng(seed).normal(0, 30, (rows, columns)).astype(np.float32)
    assert TREES.chances(made) == pytest.approx([walked(row) for row in made], abs=1e-5)


def test_more_rows_than_one_step_takes() -> None:
    columns = int(TREES.column.max()) + 1
    made = np.random.default_rng(0).normal(0, 3, (2000, columns)).astype(np.float32)
    chances = TREES.chances(made)
    assert chances.shape == (2000,)
    assert chances[1234] == pytest.approx(walked(made[1234]), abs=1e-5)


def test_no_row_gives_no_chance() -> None:
    assert TREES.chances(np.zeros((0, int(TREES.column.max()) + 1), dtype=np.float32)).shape == (0,)


def test_the_model_asks_for_no_column_that_the_table_lacks() -> None:
    page = Page.parse("<p>One sentence of a page that has no other.</p>", "https://news.example/a")
    assert page is not None
    columns, _ = table(page.blocks, Known())
    assert columns.shape[1] > TREES.column.max()
