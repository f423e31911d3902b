"""Turns at a host group."""

from __future__ import annotations

import asyncio
import time

from hypothesis import given
from hypothesis import strategies as st

from crawler import host_slots
from crawler.host_slots import PATIENCE, HostSlots


class Clock:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.example", "b.example"]),
            st.floats(0, 60, allow_nan=False),
            st.floats(0, 30, allow_nan=False),
        ),
        max_size=40,
    )
)
def test_no_two_turns_stand_closer_than_either_asks(askings: list[tuple[str, float, float]]) -> None:
    clock = Clock()
    slots = HostSlots(clock)
    last: dict[str, tuple[float, float]] = {}
    for group, delay, passes in askings:
        clock.now += passes
        at = clock.now + slots.reserve(group, delay)
        if group in last:
            before, its_delay = last[group]
            assert at - before >= max(delay, its_delay) - 1e-6
        last[group] = (at, delay)


def test_a_group_that_was_left_alone_long_enough_is_asked_at_once() -> None:
    clock = Clock()
    slots = HostSlots(clock)
    assert slots.reserve("a.example", 5) == 0
    assert slots.reserve("b.example", 5) == 0
    assert slots.reserve("a.example", 5) == 5
    clock.now += 10
    assert slots.reserve("a.example", 5) == 0


def test_closing_refuses_who_waits_and_who_comes() -> None:
    async def wait() -> list[bool]:
        slots = HostSlots()
        assert await slots.turn("a.example", 3600)
        waiting = [asyncio.create_task(slots.turn("a.example", 3600)) for _ in range(3)]
        while slots.reserve("a.example", 0) < 3 * 3600:  # until all three stand in line
            await asyncio.sleep(0)
        slots.close()
        assert slots.closing
        return [await task for task in waiting] + [await slots.turn("b.example", 0)]

    async def bounded() -> list[bool]:
        async with asyncio.timeout(60):
            return await wait()

    assert asyncio.run(bounded()) == [False] * 4


def test_a_group_that_rests_is_refused_and_no_other_is() -> None:
    async def turns() -> list[bool]:
        clock = Clock()
        slots = HostSlots(clock)
        slots.rest("a.example", 60)
        slots.rest("a.example", 5)  # a shorter wish does not undo the longer one
        found = [await slots.turn("a.example", 0), await slots.turn("b.example", 0)]
        clock.now += 59
        assert 0 < slots.rests_for("a.example") <= 1
        found.append(await slots.turn("a.example", 0))
        clock.now += 2
        assert slots.rests_for("a.example") == 0
        return [*found, await slots.turn("a.example", 0)]

    assert asyncio.run(turns()) == [False, True, False, True]


def test_who_waits_for_a_turn_when_the_rest_begins_is_refused() -> None:
    async def wait() -> bool:
        slots = HostSlots()
        assert await slots.turn("a.example", 0.05)
        waiting = asyncio.create_task(slots.turn("a.example", 0.05))
        await asyncio.sleep(0)  # it stands in line
        slots.rest("a.example", 60)
        return await waiting

    assert asyncio.run(wait()) is False


def test_of_many_groups_those_whose_delay_is_over_are_forgotten() -> None:
    clock = Clock()
    slots = HostSlots(clock)
    slots.reserve("slow.example", 3600)
    for number in range(host_slots.MOST_GROUPS):
        clock.now += 0.001
        slots.reserve(f"{number}.example", 0)
    assert len(slots) < host_slots.MOST_GROUPS
    assert slots.reserve("slow.example", 3600) > 3500


async def test_a_host_that_asked_to_be_left_alone_gets_no_turn() -> None:
    now = 100.0
    slots = HostSlots(monotonic=lambda: now)
    slots.rest("a.example", 60)
    slots.rest("a.example", 10)
    assert slots.rests_for("a.example") == 60
    assert not await slots.turn("a.example", 1)
    assert await slots.turn("b.example", 1)
    now = 161.0
    assert slots.rests_for("a.example") == 0
    assert await slots.turn("a.example", 1)


def test_a_slow_host_is_asked_as_slowly_as_it_answers() -> None:
    slots = HostSlots(Clock())
    assert slots.pace("a.example", 1) == 1
    slots.answered("a.example", 0.2, well=True)
    assert slots.pace("a.example", 1) == 1
    slots.answered("a.example", 8, well=True)
    assert slots.pace("a.example", 1) == 8
    slots.answered("a.example", 0.1, well=False)
    assert slots.pace("a.example", 1) == 8
    slots.answered("a.example", 4, well=True)
    assert slots.pace("a.example", 1) == 6
    for _ in range(10):
        slots.answered("a.example", 0.1, well=True)
    assert slots.pace("a.example", 1) == 1
    assert slots.pace("b.example", 1) == 1


@given(st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), max_size=30), st.floats(0, 3600))
def test_the_pace_lies_between_the_wanted_delay_and_a_minute(
    answers: list[tuple[float, bool]], delay: float
) -> None:
    slots = HostSlots(Clock())
    for latency, well in answers:
        slots.answered("a.example", latency, well=well)
        assert delay <= slots.pace("a.example", delay) <= max(delay, host_slots.LONGEST_DELAY)


def test_the_delay_of_robots_txt_is_kept_up_to_a_minute() -> None:
    clock = Clock()
    slots = HostSlots(clock)
    slots.slow_down("a.example", 5)
    assert slots.pace("a.example", 1) == 5
    assert slots.pace("a.example", 7) == 7
    slots.slow_down("a.example", 86_400)
    assert slots.pace("a.example", 1) == 60
    slots.slow_down("a.example", 0)
    assert slots.pace("a.example", 1) == 1


async def test_a_turn_keeps_the_pace() -> None:
    clock = Clock()
    slots = HostSlots(clock)
    slots.slow_down("a.example", 30)
    assert await slots.turn("a.example", 1)
    assert slots.reserve("a.example", 1) == 30


async def test_what_robots_txt_asks_for_holds_between_pages() -> None:
    clock = Clock()
    slots = HostSlots(clock)
    assert await slots.turn("a.example", 0, is_for_pages=False)
    slots.slow_down("a.example", 60)
    assert slots.wait_for("a.example", 0) == PATIENCE, (
        "between the file and the first page it is heeded in part"
    )
    clock.now += PATIENCE
    assert await slots.turn("a.example", 0)
    assert slots.wait_for("a.example", 0) == 60
    clock.now += 45
    assert slots.wait_for("a.example", 0) == 15
    assert slots.wait_for("b.example", 0) == 0


def test_a_sister_site_that_asks_for_none_takes_no_delay_away() -> None:
    slots = HostSlots(Clock())
    slots.slow_down("a.example", 5, "https://www.a.example")
    slots.slow_down("a.example", 0, "https://news.a.example")
    assert slots.pace("a.example", 1) == 5
    slots.slow_down("a.example", 0, "https://www.a.example")
    assert slots.pace("a.example", 1) == 1


async def test_no_turn_is_given_before_the_last_one_is_on_the_wire() -> None:
    """A connection that opens late would else bring two requests close to one another."""
    slots = HostSlots()
    assert await slots.turn("a.example", 0.2)
    first = object()
    slots.leaves("a.example", first)
    second = asyncio.create_task(slots.turn("a.example", 0.2))
    other = asyncio.create_task(slots.turn("b.example", 0.2))
    assert await other
    await asyncio.sleep(0.3)
    assert not second.done()
    slots.sent("a.example")
    sent_at = time.monotonic()
    assert await second
    assert time.monotonic() - sent_at > 0.19


async def test_a_request_that_came_to_nothing_keeps_nobody_waiting() -> None:
    slots = HostSlots()
    assert await slots.turn("a.example", 0.0)
    first = object()
    slots.leaves("a.example", first)
    second = asyncio.create_task(slots.turn("a.example", 0.0))
    slots.gone("a.example", object())
    assert not (await asyncio.wait([second], timeout=0.1))[0], "another one is gone"
    slots.gone("a.example", first)
    assert await second


async def test_a_turn_whose_time_had_come_waits_all_the_same_for_what_left_late() -> None:
    clock = Clock()
    slots = HostSlots(clock)
    assert await slots.turn("a.example", 1.0)
    slots.leaves("a.example", object())
    clock.now += 0.7
    slots.sent("a.example")
    clock.now += 0.5
    later = asyncio.create_task(slots.turn("a.example", 1.0))
    assert not (await asyncio.wait([later], timeout=0.1))[0], "only half a second has passed since it left"
    clock.now += 0.5
    assert await later
