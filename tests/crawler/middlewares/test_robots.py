"""robots.txt as a worker meets it: what it forbids, what its trouble means, how often and how it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from storage.records import RunOutcome, SourceState
from tests.crawler.rigs.raw import closed_port
from tests.crawler.rigs.site import Asked, Page, Site, hang, redirect, status
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, faults, manners, toml

SLOW = "User-agent: *\nCrawl-delay: 0.7\n"
ROBOTS: Mapping[str, Page | None] = {
    "none": None,
    "gone": status(410),
    "refused": status(403),
    "in trouble": status(503),
    "silent": hang,
    "forbids all": "User-agent: *\nDisallow: /\n",
    "forbids pages": "User-agent: *\nDisallow: /a\n",
    "slow": SLOW,
    "round in circles": redirect("/robots.txt"),
    "moved": redirect("/rules.txt"),
    "moved inside": redirect(f"http://127.0.0.1:{closed_port()}/robots.txt"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    sources: dict[str, SourceState]
    asked: dict[str, list[Asked]]
    away: list[Asked]
    titles: set[str]
    output: str


async def one_pass(folder: Path) -> Pass:
    async with AsyncExitStack() as stack:
        tables = []
        sites: dict[str, Site] = {}
        away = await stack.enter_async_context(Site())
        away.pages["/robots.txt"] = "User-agent: *\nDisallow: /a\n"
        for name, robots in {**ROBOTS, "moved away": redirect(f"{away.base}/robots.txt")}.items():
            site = sites[name] = await stack.enter_async_context(Site())
            site.pages["/feed"] = feed([(f"{site.base}/a", "A"), (f"{site.base}/b", "B")])
            site.pages["/b"] = article(f"The second one of {name}")
            site.pages["/a"] = article(f"The first one of {name}")
            site.pages["/rules.txt"] = "User-agent: *\nDisallow: /a\n"
            if robots is not None:
                site.pages["/robots.txt"] = robots
            tables.append(toml(name=name, kind="feed", url=f"{site.base}/feed", headers={"X-Key": "s3cret"}))
        # A second source of the same site
        tables.append(toml(name="again", kind="feed", url=f"{sites['none'].base}/feed"))
        allowed = away.base.removeprefix("http://")
        ground = Ground(folder=folder)
        ground.config.write_text(
            "\n".join([manners(delay="0ms", timeout="2s"), f'[egress]\nallow = ["{allowed}"]\n', *tables]),
            "utf-8",
        )
        output = await ground.run_once()
        return Pass(
            sources=ground.sources(),
            asked={name: site.asked for name, site in sites.items()},
            away=away.asked,
            titles=set(ground.articles()),
            output=output,
        )


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Pass:
    return asyncio.run(one_pass(tmp_path_factory.mktemp("robots")))


def paths(passed: Pass, name: str) -> set[str]:
    return {one.path for one in passed.asked[name]}


@pytest.mark.parametrize("name", ["none", "gone", "refused", "round in circles", "slow"])
def test_a_site_without_rules_allows_all(passed: Pass, name: str) -> None:
    assert passed.sources[name].last_outcome is RunOutcome.OK
    assert {"/feed", "/a", "/b"} <= paths(passed, name)


@pytest.mark.parametrize("name", ["forbids pages", "moved", "moved away"])
def test_what_is_forbidden_is_not_asked_for(passed: Pass, name: str) -> None:
    assert passed.sources[name].last_outcome is RunOutcome.OK
    assert "/a" not in paths(passed, name)
    assert f"The second one of {name}" in passed.titles


@pytest.mark.parametrize(
    ("name", "outcome", "detail"),
    [
        ("forbids all", RunOutcome.FORBIDDEN, "robots.txt forbids /feed (Disallow: /)"),
        ("in trouble", RunOutcome.ERROR, "robots.txt answered 503"),
        ("silent", RunOutcome.UNREACHABLE, "robots.txt cannot be had: no whole answer within"),
        ("moved inside", RunOutcome.UNREACHABLE, "refused to connect to 127.0.0.1 (loopback)"),
    ],
)
def test_a_site_that_says_no_or_nothing_is_left_alone(
    passed: Pass, name: str, outcome: RunOutcome, detail: str
) -> None:
    source = passed.sources[name]
    assert source.last_outcome is outcome
    assert detail in (source.last_detail or "")
    assert paths(passed, name) == {"/robots.txt"}


def test_it_is_asked_for_once_whoever_wants_it(passed: Pass) -> None:
    assert [one.path for one in passed.asked["none"]].count("/robots.txt") == 1
    assert [one.path for one in passed.asked["none"]].count("/feed") == 2


def test_a_redirect_of_it_carries_no_credentials_away(passed: Pass) -> None:
    assert [one.path for one in passed.away if one.path != "/robots.txt"] == []
    assert passed.away
    assert all("X-Key" not in one.headers for one in passed.away)
    assert all(one.headers["X-Key"] == "s3cret" for one in passed.asked["moved away"])


def test_circles_end_after_five(passed: Pass) -> None:
    assert [one.path for one in passed.asked["round in circles"]].count("/robots.txt") == 6


def test_its_delay_is_kept(passed: Pass) -> None:
    moments = [one.at for one in passed.asked["slow"] if one.path != "/robots.txt"]
    assert len(moments) == 3
    assert min(later - sooner for sooner, later in pairwise(moments)) > 0.5


def test_no_fault_of_ours_shows(passed: Pass) -> None:
    assert faults(passed.output) == []
