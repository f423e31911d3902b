"""What counts as a change in a source's pages, and what does not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from storage.drift import (
    FIELDS,
    RECENT,
    Change,
    DatedReading,
    changes,
    has_recovered,
    has_settled,
)
from storage.records import PageReading

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
STEADY = {"title": 0.99, "authors": 0.96, "published_at": 0.98, "section": 0.5, "image_url": 0.1}


def readings(
    rng: random.Random,
    count: int,
    shares: Mapping[str, float] = STEADY,
    *,
    first: int = 0,
    walls: float = 0.02,
    length: float = 2400,
    agreement: float = 0.95,
    run: int = 1,
) -> Iterator[DatedReading]:
    """Pages of a source, one a minute; `run` pages in a row are much alike, as those of one section are."""
    now = dict(shares)
    for number in range(first, first + count):
        if run > 1 and number % run == 0:
            now = {name: rng.betavariate(4 * share, 4 * (1 - share)) for name, share in shares.items()}
        found = tuple(name for name, share in now.items() if rng.random() < share)
        reading = PageReading(
            url=f"https://gazette.example/{number}",
            kind="consent-wall" if rng.random() < walls else "article",
            found=found,
            text_length=int(rng.lognormvariate(math.log(length), 0.7)) + 1,
            agreement=min(1.0, rng.gauss(agreement, 0.05)),
        )
        yield DatedReading(reading=reading, read_at=START + timedelta(minutes=number))


def seen(series: list[DatedReading]) -> list[Change]:
    return list(changes(series))


STABLE = pytest.mark.parametrize(
    ("seed", "shares", "walls", "run"),
    [
        (1, STEADY, 0.02, 1),
        (2, dict.fromkeys(FIELDS, 0.5), 0.3, 1),
        (3, {"title": 0.99, "authors": 0.9, "published_at": 0.7, "section": 0.3, "image_url": 0.03}, 0.0, 3),
    ],
)


@STABLE
def test_in_two_thousand_pages_of_a_stable_source_nothing_changes(
    seed: int, shares: Mapping[str, float], walls: float, run: int
) -> None:
    assert alarms(list(readings(random.Random(seed), 2_000, shares, walls=walls, run=run))) == []


@pytest.mark.soak
@STABLE
def test_in_ten_thousand_pages_of_a_stable_source_nothing_changes(
    seed: int, shares: Mapping[str, float], walls: float, run: int
) -> None:
    assert alarms(list(readings(random.Random(seed), 10_000, shares, walls=walls, run=run))) == []


def alarms(every: list[DatedReading]) -> list[list[Change]]:
    """What is seen on the way through these pages."""
    # Two steps at a time: 18 of 20 recent pages are the same.
    found = [seen(every[max(0, end - 300) : end]) for end in range(RECENT, len(every), 2)]
    return [changed for changed in found if changed]


def test_authors_that_vanish_are_seen_within_twenty_pages() -> None:
    needed = []
    for seed in range(30):
        rng = random.Random(seed)
        usual = list(readings(rng, 220))
        gone = list(readings(rng, 20, STEADY | {"authors": 0.03}, first=220))
        needed.append(
            next(
                count
                for count in range(1, 21)
                if "authors" in {change.subject for change in seen(usual + gone[:count])}
            )
        )
    assert max(needed) <= 16


def after(change: Callable[[random.Random], Iterator[DatedReading]], seed: int = 5) -> list[Change]:
    rng = random.Random(seed)
    return seen([*readings(rng, 200), *change(rng)])


def test_a_change_says_what_it_is_since_when_and_shows_a_page() -> None:
    (change,) = after(lambda rng: readings(rng, 20, STEADY | {"authors": 0.0}, first=200))
    assert change.subject == "authors"
    assert change.detail.startswith("authors 9")
    assert change.detail.endswith(" % -> 0 %")
    assert change.before > 0.9
    assert change.after == 0
    assert change.since_at == START + timedelta(minutes=200)
    assert change.example_url == "https://gazette.example/219"


def test_a_field_that_appears_is_a_change_as_well() -> None:
    (change,) = after(lambda rng: readings(rng, 20, STEADY | {"image_url": 1.0}, first=200, walls=0))
    assert (change.subject, change.after) == ("image_url", 1.0)


def test_pages_that_came_together_are_looked_at_as_they_came() -> None:
    rng = random.Random(6)
    series = [*readings(rng, 200), *readings(rng, 70, STEADY | {"authors": 0.0}, first=200)]
    assert "authors" in {change.subject for change in changes(series, new=70)}
    assert list(changes(list(readings(rng, 300)), new=300)) == []
    assert list(changes(series[:50], new=50)) == []


def test_pages_that_turn_into_walls_are_named() -> None:
    (change,) = after(lambda rng: readings(rng, 16, walls=1.0, first=200))
    assert change.subject == "articles"
    assert change.detail.endswith("of pages, consent-wall instead")


@pytest.mark.parametrize(("before", "walls", "told"), [(8, 12, 1), (8, 11, 0), (7, 12, 0), (10, 30, 1)])
def test_a_young_source_that_shows_nothing_any_more_is_seen(before: int, walls: int, told: int) -> None:
    rng = random.Random(9)
    series = [*readings(rng, before, walls=0), *readings(rng, walls, walls=1.0, first=before)]
    found = seen(series)
    assert len(found) == told
    assert all(change.subject == "articles" and change.after < 0.2 for change in found)


def test_one_that_shows_its_first_articles_late_is_not() -> None:
    rng = random.Random(9)
    mixed = [*readings(rng, 20, walls=0.3), *readings(rng, 12, walls=1.0, first=20)]
    assert seen(mixed) == []


def test_walls_that_go_down_are_no_trouble() -> None:
    rng = random.Random(7)
    assert seen([*readings(rng, 220, walls=0.7), *readings(rng, 20, walls=0.0, first=220)]) == []


def test_a_field_of_every_second_page_is_missed_after_sixty() -> None:
    gone = STEADY | {"section": 0.0}
    assert after(lambda rng: readings(rng, 30, gone, first=200)) == []
    (change,) = after(lambda rng: readings(rng, 60, gone, first=200, walls=0))
    assert change.subject == "section"
    assert abs(change.since_at - START - timedelta(minutes=200)) <= timedelta(minutes=10)


def test_texts_cut_short_are_a_change_in_length() -> None:
    (change,) = after(lambda rng: readings(rng, 20, length=300, first=200))
    assert change.subject == "text length"
    assert change.detail.startswith("text length 2")


def test_readers_that_no_longer_agree_are_a_change() -> None:
    (change,) = after(lambda rng: readings(rng, 20, agreement=0.6, first=200))
    assert change.subject == "agreement"


def test_a_source_with_few_pages_does_not_alarm() -> None:
    rng = random.Random(8)
    few = [*readings(rng, 50, walls=0), *readings(rng, 20, dict.fromkeys(FIELDS, 0.0), first=50, walls=0)]
    assert seen(few) == []
    assert seen([]) == []


def test_a_field_that_comes_and_goes_by_the_day_does_not_alarm() -> None:
    rng, series = random.Random(9), list[DatedReading]()
    for day in range(12):
        shares = STEADY | {"authors": 0.0 if day % 4 == 0 else 1.0}
        series += readings(rng, 20, shares, first=20 * day)
        if day > 6:
            assert seen(series) == []


def test_what_is_known_or_over_is_not_told_again() -> None:
    rng = random.Random(10)
    series = [*readings(rng, 200), *readings(rng, 20, STEADY | {"authors": 0.0}, first=200)]
    assert list(changes(series, known=frozenset({"authors"}))) == []
    series += readings(rng, 20, first=220)
    over = {"authors": [(START + timedelta(minutes=200), START + timedelta(minutes=240))]}
    assert list(changes(series, spared=over)) == []
    # And what happens again is seen again, as what is over is no part of what is usual.
    series += readings(rng, 40, first=240)
    series += readings(rng, 20, STEADY | {"authors": 0.0}, first=280)
    assert [change.subject for change in changes(series, spared=over)] == ["authors"]


def test_a_change_is_over_when_all_is_as_before_or_long_as_it_is_now() -> None:
    rng = random.Random(11)
    gone = STEADY | {"authors": 0.0}
    series = [*readings(rng, 200), *readings(rng, 20, gone, first=200)]
    since = START + timedelta(minutes=200)
    assert not has_recovered("authors", series, 0.96, 0.0)
    assert has_recovered("authors", [*series, *readings(rng, 30, first=220)], 0.96, 0.0)
    assert not has_settled("authors", series, since)
    assert has_settled("authors", [*series, *readings(rng, 200, gone, first=220)], since)
