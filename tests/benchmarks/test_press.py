"""The made press is the same every time, and holds what the benchmarks ask it for."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from datetime import timedelta

from benchmarks.press import BLOCK, Press
from benchmarks.press.calendar import BEGINS, DAYS
from benchmarks.press.vocabulary import rare_word
from benchmarks.press.writing import ARTICLES_OF_A_RARE_WORD, RARE_WORDS

COUNT = 2 * BLOCK + 7


def test_an_article_is_the_same_whichever_was_written_before() -> None:
    written = list(Press(COUNT).articles())
    assert Press(COUNT).block(2) == written[2 * BLOCK :]
    assert [one.number for one in written] == list(range(COUNT))


def test_an_article_is_the_same_in_every_process() -> None:
    told = "from benchmarks.press import Press; print(Press(600).block(1)[7].text)"
    texts = {
        subprocess.run(
            [sys.executable, "-c", told],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {f"{Press(600).block(1)[7].text}\n".encode()}


def test_articles_are_as_long_as_those_of_the_press() -> None:
    lengths = [len(one.text.encode()) for one in Press(COUNT).articles()]
    assert 2_700 < statistics.mean(lengths) < 3_300
    assert min(lengths) < 1_500
    assert max(lengths) > 6_000


def test_each_rare_word_stands_in_twenty_articles() -> None:
    texts = [one.text for one in Press(2_000).articles()]
    counted = [sum(rare_word(number) in text for text in texts) for number in range(RARE_WORDS)]
    assert counted == [ARTICLES_OF_A_RARE_WORD] * RARE_WORDS


def test_dates_lie_in_two_years_and_most_articles_arrive_in_their_order() -> None:
    written = list(Press(COUNT).articles())
    arrived = [one.arrived_at for one in written]
    assert arrived == sorted(arrived)
    assert arrived[-1] < BEGINS + timedelta(days=DAYS)
    lags = [one.arrived_at - one.published_at for one in written if one.published_at]
    assert all(lag > -timedelta(days=1) for lag in lags)
    soon = sum(lag < timedelta(days=1) for lag in lags) / COUNT
    late = sum(lag > timedelta(days=10) for lag in lags) / COUNT
    assert soon > 0.7
    assert 0 < late < 0.2
    days = sum(one.published_precision == "day" for one in written) / COUNT
    assert 0.3 < days < 0.4


def test_each_article_has_a_name_of_its_own() -> None:
    words = [set(f"{one.title} {one.text}".replace("’", " ").split()) for one in Press(COUNT).block(0)]
    others = set[str]()
    for each in words:
        assert each - others
        others |= each
