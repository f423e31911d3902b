"""The readers' turns: by what bodies weigh, in their order, and never more at a time than may be."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from scheduler.reading_turns import ReadingTurns, weight

MOST, SMALL = 100, 10


def test_markup_weighs_more_than_text() -> None:
    assert weight(b"a" * 1_000) < weight(b"<b>" * 333)


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=30))
def test_all_have_their_turn_and_never_too_many_at_once(bodies: list[tuple[int, bool]]) -> None:
    """Each body holds its turn for a while; some give up waiting."""

    async def all_read() -> None:
        turns = ReadingTurns(MOST, SMALL)
        reading: list[int] = []
        began: list[int] = []

        async def read(number: int, weighs: int) -> None:
            async with turns.turn(weighs):
                began.append(number)
                reading.append(min(weighs, MOST) if weighs > SMALL else 0)
                assert sum(reading) <= MOST
                try:
                    for _ in range(3):
                        await asyncio.sleep(0)
                finally:
                    reading.remove(min(weighs, MOST) if weighs > SMALL else 0)

        tasks = [asyncio.create_task(read(number, weighs)) for number, (weighs, _) in enumerate(bodies)]
        await asyncio.sleep(0)
        for task, (_, gives_up) in zip(tasks, bodies, strict=True):
            if gives_up:
                task.cancel()
        async with asyncio.timeout(60):
            await asyncio.gather(*tasks, return_exceptions=True)
        assert all(task.cancelled() or task.exception() is None for task in tasks)
        stayed = [n for n, (_, gives_up) in enumerate(bodies) if not gives_up]
        assert set(stayed) <= set(began)
        large = [n for n in began if bodies[n][0] > SMALL]
        assert large == sorted(large)
        async with turns.turn(MOST), asyncio.timeout(60):
            assert not reading

    asyncio.run(all_read())
