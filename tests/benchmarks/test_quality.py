"""Watches scored on a small folder of labelled texts, counted by hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.labelled.scores import FLOORS, LEAST, Score, bars, scored
from benchmarks.labelled.sets import SETS, Labels, half_of
from benchmarks.quality import FOLDER, main
from watch.files import failures, read_watch_file

# SHA-256 begins with an even byte for "2" and "3", with an odd one for "1" and "5".
EVEN, ODD = ("2", "3"), ("1", "5")

POLICE = [
    {"id": "2", "text": "They were arrested at dawn.", "labels": ["ARREST"]},
    {"id": "3", "text": "Nothing was said of the two who were taken away.", "labels": ["ARREST"]},
    {"id": "1", "text": "He was arrested in a film.", "labels": []},
    {"id": "5", "text": "A man was arrested, another shot.", "labels": ["ARREST", "KILL", "NO SUCH LABEL"]},
]
INCIDENTS = [
    {
        "id": 2,
        "text": "A bomb went off in Lima.",
        "incidents": [{"type": "BOMBING", "location": "PERU: LIMA (CITY)", "stage": "ACCOMPLISHED"}],
    },
    {
        "id": 5,
        "text": "A bomb was found in Lima and made safe.",
        "incidents": [{"type": "BOMBING", "location": "PERU: LIMA (CITY)", "stage": "ATTEMPTED"}],
    },
]
WATCHES = {
    "police": '[[watches]]\nname = "ARREST"\nquery = "arrested"\n',
    "incidents": '[[watches]]\nname = "BOMBING|PERU"\nquery = "bomb"\n',
}


def folder(path: Path, sets: dict[str, Sequence[dict[str, Any]]]) -> Path:
    (path / "watching").mkdir()
    (path / "watches").mkdir()
    for name, texts in sets.items():
        with gzip.open(path / "watching" / f"{name}-dev.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(text) + "\n" for text in texts)
        (path / "watches" / f"{name}.toml").write_text(WATCHES[name], encoding="utf-8")
    return path


def run(path: Path, *more: str) -> dict[str, Any]:
    """The benchmark's own figures, as `--json` keeps them."""
    kept = path / "kept.json"
    main(["--data", str(path), "--folder", str(path / "watches"), "--json", str(kept), *more])
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return found


def test_an_id_is_always_in_the_same_half() -> None:
    assert [half_of(name) for name in EVEN + ODD] == [1, 1, 2, 2]


def test_pairs_are_counted_by_half_and_over_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(tmp_path, {"police": POLICE})
    figures = run(path, "--only", "police")["figures"]["police"]
    one, two, whole = figures["half 1"], figures["half 2"], figures["all"]
    assert (one["precision"], one["recall"]) == (1.0, 0.5)
    assert (two["precision"], two["recall"]) == (0.5, 0.5)
    assert (whole["precision"], whole["recall"], whole["f1"]) == (2 / 3, 2 / 4, 2 * 2 / 7)
    assert "police F1: 0.5714 (at least 0.75): MISSED" in capsys.readouterr().out


def test_an_alarm_is_a_hit_on_what_was_never_accomplished(tmp_path: Path) -> None:
    figures = run(folder(tmp_path, {"incidents": INCIDENTS}), "--only", "incidents")["figures"]["incidents"]
    assert [(figures[part]["alarms"], figures[part]["never"]) for part in figures] == [(0, 0), (1, 1), (1, 1)]
    assert figures["all"]["f1"] == 1.0


def test_check_ends_with_what_was_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(folder(tmp_path, {"police": POLICE}), "--only", "police", "--check")
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "missed: police F1"


def test_one_half_is_shown_and_not_judged(tmp_path: Path) -> None:
    found = run(folder(tmp_path, {"police": POLICE}), "--only", "police", "--half", "2", "--check")
    assert list(found["figures"]["police"]) == ["half 2"]
    assert found["bars"] == []


@pytest.mark.parametrize("missing", ["watches/police.toml", "watching/police-dev.jsonl.gz"])
def test_a_missing_file_is_one_line(tmp_path: Path, missing: str) -> None:
    path = folder(tmp_path, {"police": POLICE})
    (path / missing).unlink()
    with pytest.raises(SystemExit, match=r"^quality of police: .*No such file[^\n]*$"):
        run(path, "--only", "police")


def test_places_are_those_that_stand_often_enough_and_not_the_wires_own() -> None:
    texts = [{"id": str(n), "places": ["usa", "peru"], "body": ""} for n in range(20)]
    labels = SETS["places"][1]([*texts, {"id": "20", "places": ["fiji"], "body": ""}])
    assert labels.watches == {"peru"}
    assert len(labels.held) == 20


def test_a_watch_whose_label_is_not_measured_does_not_count() -> None:
    labels = Labels(watches=frozenset({"peru"}), held=frozenset({("peru", "1")}))
    found = frozenset({("peru", "1"), ("fiji", "1")})
    assert scored(found, labels, "all") == Score(precision=1.0, recall=1.0, f1=1.0, alarms=0, never=0)


def test_more_alarms_than_allowed_miss_a_bar() -> None:
    half = Score(precision=1, recall=1, f1=1, alarms=5, never=14)
    missed = [bar.name for bar in bars({"incidents": {"half 2": half, "all": half}}) if not bar.holds]
    assert missed == ["incidents alarms on 14 that never happened, half 2"]


@pytest.mark.parametrize("name", sorted(SETS))
def test_the_watches_hold_their_own_examples(name: str) -> None:
    watches = read_watch_file((FOLDER / f"{name}.toml").read_text("utf-8"), name).watches
    failed = [
        (watch.name, failure)
        for watch in watches
        for failure in failures(watch.query, watch.must_match, watch.must_not_match)
    ]
    assert failed == []


def test_every_bar_is_above_its_floor() -> None:
    assert all(LEAST[name] > floor for name, floors in FLOORS.items() for floor in floors.values())
