"""What is known of the sites' robots.txt."""

from __future__ import annotations

import asyncio

import pytest

from crawler.held_back import HeldBackError, HeldElsewhereError
from crawler.robots_cache import FRESH, LONGEST_USE, MOST_BYTES, PAUSE, RobotsCache
from crawler.robots_refusals import RobotsUnknownError

CLOSED = b"User-agent: *\nDisallow: /"
SITE = "https://paper.example"


class Clock:
    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


class Site:
    """Answers with `body`, or fails with `trouble`. `asked` counts."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body
        self.trouble: Exception | None = None
        self.asked = 0

    async def ask(self) -> bytes:
        self.asked += 1
        await asyncio.sleep(0)
        if self.trouble is not None:
            raise self.trouble
        return self.body


def error(why: str = "answered 503") -> RobotsUnknownError:
    return RobotsUnknownError(why, is_unreachable=False)


async def test_however_many_want_them_they_are_asked_for_once() -> None:
    cache, site = RobotsCache(Clock()), Site(CLOSED)
    found = await asyncio.gather(*(cache.rules(SITE, site.ask) for _ in range(20)))
    assert site.asked == 1
    assert all(rules is found[0] for rules in found)
    assert not found[0].can_fetch(f"{SITE}/a", "x")


async def test_they_are_asked_for_again_when_they_are_old() -> None:
    clock = Clock()
    cache, site = RobotsCache(clock), Site(CLOSED)
    await cache.rules(SITE, site.ask)
    clock.now += FRESH - 1
    await cache.rules(SITE, site.ask)
    assert site.asked == 1
    clock.now += 2
    site.body = b""
    assert (await cache.rules(SITE, site.ask)).can_fetch(f"{SITE}/a", "x")
    assert site.asked == 2


async def test_a_site_in_trouble_is_held_to_its_last_word_for_a_day_and_then_to_nothing() -> None:
    clock = Clock()
    cache, site = RobotsCache(clock), Site(b"User-agent: *\nDisallow: /a")
    await cache.rules(SITE, site.ask)
    site.trouble = error()
    clock.now += LONGEST_USE - 1
    assert (await cache.rules(SITE, site.ask)).can_fetch(f"{SITE}/b", "x")
    clock.now += 2
    with pytest.raises(RobotsUnknownError, match=r"robots\.txt answered 503"):
        await cache.rules(SITE, site.ask)
    site.trouble = None
    clock.now += PAUSE
    assert (await cache.rules(SITE, site.ask)).can_fetch(f"{SITE}/b", "x")


async def test_a_site_in_trouble_is_not_asked_at_every_request() -> None:
    clock = Clock()
    cache, site = RobotsCache(clock), Site()
    site.trouble = error()
    for _ in range(5):
        with pytest.raises(RobotsUnknownError, match=r"^robots\.txt answered 503$"):
            await cache.rules(SITE, site.ask)
    assert site.asked == 1
    clock.now += PAUSE + 1
    with pytest.raises(RobotsUnknownError):
        await cache.rules(SITE, site.ask)
    assert site.asked == 2


async def test_a_request_that_never_left_says_nothing_about_the_site() -> None:
    cache, site = RobotsCache(Clock()), Site(CLOSED)
    site.trouble = HeldBackError("the worker is stopping")
    with pytest.raises(HeldBackError):
        await cache.rules(SITE, site.ask)
    site.trouble = None
    assert not (await cache.rules(SITE, site.ask)).can_fetch(f"{SITE}/a", "x")


async def test_who_waited_for_one_that_was_held_back_asks_itself() -> None:
    cache, held, free = RobotsCache(Clock()), Site(), Site(CLOSED)
    held.trouble = HeldBackError("the worker is stopping")
    first, second = await asyncio.gather(
        cache.rules(SITE, held.ask), cache.rules(SITE, free.ask), return_exceptions=True
    )
    assert isinstance(first, HeldBackError)
    assert not isinstance(second, BaseException)
    assert free.asked == 1


async def test_of_many_articles_whose_host_is_held_back_one_asks() -> None:
    cache, held = RobotsCache(Clock()), Site()
    held.trouble = HeldElsewhereError("another worker asks its host")
    found = await asyncio.gather(
        *(cache.rules(SITE, held.ask, is_patient=False) for _ in range(5)), return_exceptions=True
    )
    assert [type(one) for one in found] == [HeldElsewhereError] * 5
    assert held.asked == 1


async def test_large_files_push_the_least_used_out() -> None:
    cache = RobotsCache(Clock())
    for number in range(50):
        await cache.rules(f"https://{number}.example", Site(b"#" * (MOST_BYTES // 10)).ask)
    assert len(cache) < 11
