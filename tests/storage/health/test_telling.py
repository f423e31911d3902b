from __future__ import annotations

from datetime import timedelta

import pytest

from storage.health import Held, Told, has_recovered, is_ripe, is_trouble, probing, to_tell
from storage.records import Health
from tests.storage.health.polls import DAY, HOUR, NOW

MINUTE = timedelta(minutes=1)


def held(state: Health, *, polls: int = 1, age: timedelta = timedelta(0)) -> Held:
    return Held(state=state, since=NOW - age, evidence="", seen_at=NOW, polls=polls)


def told(
    state: Health, *, at: timedelta | None = None, ended: timedelta | None = None, polls: int = 9
) -> Told:
    """One that holds for a day, people told so long ago, over for so long."""
    return Told(
        id=1,
        held=held(state, polls=polls, age=DAY),
        told_at=None if at is None else NOW - at,
        ended_at=None if ended is None else NOW - ended,
    )


@pytest.mark.parametrize(
    ("one", "ripe"),
    [
        (held(Health.GONE), True),
        (held(Health.GAP), True),
        (held(Health.STALE, age=DAY), True),
        (held(Health.BLOCKED), False),
        (held(Health.BLOCKED, polls=2, age=29 * MINUTE), False),
        (held(Health.BLOCKED, polls=2, age=30 * MINUTE), True),
        (held(Health.BLOCKED, polls=1, age=DAY), False),
        (held(Health.HTML_NOT_FEED, polls=3), True),
        (held(Health.EMPTY, polls=3), True),
        (held(Health.UNREACHABLE, polls=9, age=59 * MINUTE), False),
        (held(Health.UNREACHABLE, polls=2, age=HOUR), True),
        (held(Health.ERRORING, polls=1, age=DAY), False),
        (held(Health.UNDATED, polls=99, age=DAY), False),
        (held(Health.MOVED, polls=99, age=DAY), False),
        (held(Health.OK, polls=99, age=DAY), False),
    ],
)
def test_how_long_a_state_must_hold(one: Held, ripe: bool) -> None:
    assert is_ripe(one, NOW) is ripe


def test_every_state_but_remarks_is_told_in_the_end() -> None:
    for state in Health:
        assert is_ripe(held(state, polls=9, age=DAY), NOW) is is_trouble(state)


def test_people_hear_of_a_lesser_trouble_when_the_graver_is_over() -> None:
    stale, gone = told(Health.STALE), told(Health.GONE, at=HOUR)
    assert to_tell([stale, gone], NOW) == ()
    assert to_tell([stale, told(Health.GONE, at=HOUR, ended=MINUTE)], NOW) == (stale,)
    assert to_tell([told(Health.GONE), told(Health.STALE, at=HOUR)], NOW) == (told(Health.GONE),)
    assert to_tell([told(Health.GONE), stale], NOW) == (told(Health.GONE), stale)
    assert to_tell([told(Health.BLOCKED, polls=1)], NOW) == ()
    assert to_tell([], NOW) == ()


def test_a_recovery_is_told_when_all_is_over_for_a_while_and_another_poll_found_it_so() -> None:
    over = told(Health.GONE, at=HOUR, ended=20 * MINUTE)
    assert has_recovered([over], NOW - MINUTE, NOW)
    assert has_recovered([over, told(Health.UNDATED), told(Health.OK)], NOW - MINUTE, NOW)
    assert not has_recovered([over], NOW - 20 * MINUTE, NOW)
    assert not has_recovered([over], None, NOW)
    assert not has_recovered([told(Health.GONE, at=HOUR, ended=14 * MINUTE)], NOW, NOW)
    assert not has_recovered([over, told(Health.EMPTY)], NOW, NOW)
    assert not has_recovered([over, told(Health.STALE, at=HOUR)], NOW, NOW)
    assert not has_recovered([told(Health.GONE)], NOW, NOW)
    assert not has_recovered([told(Health.OK)], NOW, NOW)


@pytest.mark.parametrize(
    ("failures", "wait", "said"),
    [
        (0, 7 * DAY, None),
        (9, 10 * MINUTE, None),
        (9, 11 * MINUTE, None),
        (4, 3 * HOUR, "backed off to a probe every 3 hours, never given up"),
        (60, 6.4 * DAY, "backed off to a weekly probe, never given up"),
    ],
)
def test_a_source_that_fails_says_how_it_is_asked_on(
    failures: int, wait: timedelta, said: str | None
) -> None:
    found = probing(failures=failures, interval=10 * MINUTE, asked_at=NOW, due_at=NOW + wait)
    assert found == said
    assert probing(failures=failures, interval=10 * MINUTE, asked_at=None, due_at=NOW + wait) is None
