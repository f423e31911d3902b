"""What the benchmark of reading judges, and what it leaves unjudged."""

from __future__ import annotations

from pathlib import Path

from benchmarks.reading.bars import judged
from benchmarks.reading.figures import ALL, OURS, Against, SetFigures
from benchmarks.reading.kinds import Naming
from benchmarks.reading.safety import Safety, examined
from benchmarks.reading.sets import Choice, LabelledSet
from benchmarks.reading.tables import table
from tests.page_forms import FORMS
from tests.page_forms.own_text import OWN

SCORES = {"n": 9, "F1": 0.94, "P": 0.9, "R": 0.9, "title": 0.9, "authors": 0.81, "day": 0.9, "instant": float("nan"),
          "cpu s": 1.0, "p50": 10.0, "p95": 20.0, "p99": 30.0, "max": 40.0, "err": 0}  # fmt: skip


def figures(name: str, difference: float, low: float) -> SetFigures:
    against = Against(difference=difference, low=low, high=0.1, cpu_ratio=0.9)
    peers = ("trafilatura", "trafilatura-precision")
    return SetFigures(
        name=name, scores=dict.fromkeys((OURS, *peers), SCORES), against=dict.fromkeys(peers, against)
    )


def missed(sets: list[SetFigures], *, sampled: bool = False, whole: bool = True) -> list[str]:
    by_name = {each.name: each for each in sets}
    safety = Safety(pages=9, articles=9, mutants=0)
    bars = judged(by_name, sets[-1], safety, Naming(others=40), sampled=sampled, whole=whole)
    return [bar.name for bar in bars if not bar.holds]


def test_a_measure_below_its_bar_and_a_peer_that_is_as_good_are_missed() -> None:
    assert missed([figures("news-421", 0.0, -0.1), figures(ALL, 0.01, 0.001)]) == [
        "news-421 authors",
        "news-421 F1 above trafilatura",
        "news-421 F1 above trafilatura-precision",
        "CPU a page, ours/trafilatura",
    ]


def test_the_interval_is_judged_on_all_sets_alone() -> None:
    bounds = [f"all sets F1 above {peer}, lower bound" for peer in ("trafilatura", "trafilatura-precision")]
    together = figures(ALL, 0.01, -0.001)
    assert missed([together]) == [*bounds, "CPU a page, ours/trafilatura"]
    assert missed([together], whole=False) == ["CPU a page, ours/trafilatura"]


def test_of_a_sample_only_cost_and_safety_are_judged() -> None:
    assert missed([figures("news-421", -0.1, -0.2)], sampled=True) == ["CPU a page, ours/trafilatura"]


def test_an_article_that_is_refused_is_found(tmp_path: Path) -> None:
    (tmp_path / "bare.html").write_bytes(b"<html><body></body></html>")
    (tmp_path / "story.html").write_bytes(FORMS["plain"](OWN))
    gold = [
        {"id": "bare", "url": OWN.url, "text": "An article."},
        {"id": "story", "url": OWN.url, "text": OWN.text},
    ]
    safety = examined([LabelledSet(name="news-421", gold=gold, folder=tmp_path)], 5)
    assert (safety.pages, safety.articles, len(safety.mutant_cpu)) == (2, 2, 5)
    assert [str(outcome) for outcome in safety.refused] == ["news-421/bare: empty"]


def test_the_halves_of_a_set_are_all_of_it() -> None:
    gold = [{"id": str(number)} for number in range(50)]
    first, second = (Choice(half=half).of(gold, 5) for half in (1, 2))
    assert len(first) > 10
    assert len(second) > 10
    assert sorted([*first, *second], key=gold.index) == gold
    assert len(Choice(quick=True).of(gold, 5)) == 5


def test_a_table_for_a_markdown_page() -> None:
    head, rule, ours, *peers = table(figures("news-421", 0.02, 0.01), markdown=True).splitlines()
    assert head.startswith("| news-421 | n | F1 |")
    assert rule.count("|") == head.count("|") == ours.count("|")
    assert ours.startswith("| wirewatch | 9 | 0.940 |")
    assert all("+0.020 [+0.010, +0.100]" in peer for peer in peers)
