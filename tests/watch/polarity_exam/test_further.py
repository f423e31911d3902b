"""Sentences that the cues had not seen: five rounds, each written and labelled before it was first run.

| round | languages | first |
| --- | --- | --- |
| 1 | en, ko, ja | 88 of 108 |
| 2 | en | 51 of 60 |
| 3 | zh, ru, uk | 66 of 72 |
| 4 | ko, ja | 27 of 47 |
| 5 | all | 55 of 69 |

So a text that nobody has looked at may be judged wrongly about once in five times (287 of 356 were right at first), and
rather more often than that in Korean and Japanese. Whoever wrote the sentences had written the cues too. After each
round the cues were worked on, so the floors below only keep what is reached: 342 of 350. Six sentences whose label was
not clear were left out, and one label was wrong: a drone that was shot down was shot.
"""

from __future__ import annotations

import pytest

from tests.watch.polarity_exam.test_exam import cases, said

FLOORS = {"en": 0.96, "ko": 0.96, "ja": 0.96, "zh": 0.94, "ru": 0.92, "uk": 0.92}


@pytest.mark.parametrize("lang", FLOORS)
def test_polarity(lang: str) -> None:
    asked = [case for case in cases("further.jsonl") if case["lang"] == lang]
    wrong = [case["id"] for case in asked if said(case) != case["polarity"]]
    assert 1 - len(wrong) / len(asked) >= FLOORS[lang], wrong


def test_a_case_is_asked_once() -> None:
    asked = cases("further.jsonl")
    assert len({case["id"] for case in asked}) == len({case["text"] for case in asked}) == len(asked)
