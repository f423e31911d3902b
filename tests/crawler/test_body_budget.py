"""Bodies take turns at memory: small ones never wait, and of large ones one always comes to its end."""

from __future__ import annotations

import asyncio
import gc
from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from crawler.body_budget import BodyBudget, Holding

SMALL, MOST, LARGEST = 10, 100, 80


def holdings(budget: BodyBudget, count: int) -> list[Holding]:
    return [Holding(budget) for _ in range(count)]


def test_small_bodies_never_wait_and_take_nothing() -> None:
    budget = BodyBudget(MOST, SMALL)
    large, small = holdings(budget, 2)
    assert large.grow(MOST + 50)
    assert small.grow(SMALL)
    assert budget.held == MOST + 50


def test_one_goes_on_where_there_is_no_room_and_the_others_in_their_order() -> None:
    budget = BodyBudget(MOST, SMALL)
    first, second, third = holdings(budget, 3)
    assert first.grow(60)
    assert second.grow(50), "nobody else is too many yet: it leads"
    assert not first.grow(1)
    assert not third.grow(20)
    resumed: list[str] = []
    third.when_admitted(lambda: resumed.append("third"))
    first.when_admitted(lambda: resumed.append("first"))
    assert second.grow(30)
    second.close()
    assert resumed == ["third", "first"]
    assert budget.held == 81


def test_the_next_is_the_one_that_has_least_to_come_and_endless_ones_are_last() -> None:
    budget = BodyBudget(MOST, SMALL)
    leader, endless, long, short = holdings(budget, 4)
    long.length, short.length = 70, 50
    assert leader.grow(MOST)
    resumed: list[str] = []
    named = ("endless", endless), ("long", long), ("short", short)
    for name, one in named:
        assert one.grow(20) is (one is endless), "the first over the limit leads"
        one.when_admitted(partial(resumed.append, name))
    leader.close()
    assert resumed == ["short", "long", "endless"]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(1, 25)), max_size=80))
def test_all_come_to_their_end_and_never_much_is_held(steps: list[tuple[int, int]]) -> None:
    """Bodies grow as the network gives, as far as they may; then each that may is finished, and let go."""
    budget = BodyBudget(MOST, SMALL)
    bodies = holdings(budget, 8)
    paused: set[int] = set()

    def grow(number: int, count: int) -> None:
        if not bodies[number].grow(min(count, LARGEST - bodies[number].size)):
            paused.add(number)
            bodies[number].when_admitted(lambda: paused.discard(number))

    for number, count in steps:
        if number not in paused:
            grow(number, count)
        # one step may take a body over what is left
        assert budget.held <= MOST + LARGEST + 8 * 25
    left = set(range(8))
    while left:
        free = left - paused
        assert free, "nobody can go on"
        number = min(free)
        while number not in paused and bodies[number].size < LARGEST:
            grow(number, 25)
        if number not in paused:
            bodies[number].close()
            left.discard(number)
    assert budget.held == 0


async def test_a_body_is_held_as_long_as_its_answer() -> None:
    budget = BodyBudget(MOST, SMALL)
    read, dropped = holdings(budget, 2)
    answers = [Response("http://a.example/", body=b"a" * 50) for _ in range(2)]
    for holding, answer in zip((read, dropped), answers, strict=True):
        holding.grow(50)
        budget.keep(holding, answer)
    del answer
    assert budget.held == 100
    budget.let_go(answers[0])
    budget.let_go(answers[0])
    assert bytes(answers[0].body) == b""
    assert len(answers[0].body) == 50, "Scrapy counts it out by its length"
    assert budget.held == 50
    answers.clear()
    gc.collect()
    await asyncio.sleep(0)
    assert budget.held == 0


async def test_a_small_answer_keeps_its_body() -> None:
    budget = BodyBudget(MOST, SMALL)
    (small,) = holdings(budget, 1)
    answer = Response("http://a.example/", body=b"a" * SMALL)
    small.grow(SMALL)
    budget.keep(small, answer)
    budget.let_go(answer)
    assert answer.body == b"a" * SMALL


async def test_what_is_to_be_unpacked_waits_for_room() -> None:
    budget = BodyBudget(MOST, SMALL)
    leader, other, packed = holdings(budget, 3)
    leader.grow(MOST)
    other.grow(50)
    assert not leader.grow(1)
    waiting = asyncio.create_task(packed.admitted(LARGEST))
    await asyncio.sleep(0)
    assert not waiting.done()
    other.close()
    leader.close()
    await waiting
