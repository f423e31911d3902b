"""A host group is never asked twice within its delay, whoever asks: articles, redirects, robots.txt, other sources."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web

from tests.crawler.rigs.site import Handler, Site, redirect
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, faults, manners, toml

DELAY = 0.4
# What a loaded machine adds before the first of two requests leaves, or the second is noted.
TOLERANCE = 0.15


@dataclass(slots=True)
class Convoy:
    """A slow server whose answers come in twos: time enough for the next requests to have had their turns."""

    held: list[asyncio.Event] = field(default_factory=list)

    def page(self, title: str) -> Handler:
        async def answer(_: web.Request) -> web.StreamResponse:
            gate = asyncio.Event()
            self.held.append(gate)
            if len(self.held) >= 2:
                pair, self.held = self.held, []
                for one in pair:
                    asyncio.get_running_loop().call_later(4 * DELAY, one.set)
            await gate.wait()
            return web.Response(text=article(title), content_type="text/html")

        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """The moments of each site's requests, and the worker's log."""

    at: dict[str, list[tuple[float, str]]]
    output: str


async def one_pass(folder: Path) -> Pass:
    async with AsyncExitStack() as stack:
        shared = await stack.enter_async_context(Site())
        convoyed = await stack.enter_async_context(Site())
        for name in ("north", "south"):
            shared.pages[f"/{name}.xml"] = redirect(f"/{name}-moved.xml")
            shared.pages[f"/{name}-moved.xml"] = feed(
                [(f"{shared.base}/{name}/{number}", f"{name} {number}") for number in range(3)]
            )
            for number in range(3):
                shared.pages[f"/{name}/{number}"] = redirect(f"/{name}/{number}/moved")
                shared.pages[f"/{name}/{number}/moved"] = article(f"{name} {number}")
        convoy = Convoy()
        convoyed.pages["/feed"] = feed(
            [
                *((f"{convoyed.base}/{number}", f"Convoy {number}") for number in range(8)),
                *((f"{shared.base}/guest/{number}", f"Guest {number}") for number in range(2)),
            ]
        )
        for number in range(8):
            convoyed.pages[f"/{number}"] = convoy.page(f"Convoy {number}")
        ground = Ground(folder=folder)
        ground.config.write_text(
            "\n".join(
                [
                    manners(delay="400ms", timeout="10s"),
                    toml(name="north", kind="feed", url=f"{shared.base}/north.xml", every="1h"),
                    toml(name="south", kind="feed", url=f"{shared.base}/south.xml", every="1h"),
                    toml(name="convoy", kind="feed", url=f"{convoyed.base}/feed", every="1h"),
                ]
            ),
            "utf-8",
        )
        output = await ground.run_once()
        at = {
            name: [(one.at, one.path) for one in site.asked]
            for name, site in (("shared", shared), ("convoyed", convoyed))
        }
        return Pass(at=at, output=output)


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Pass:
    return asyncio.run(one_pass(tmp_path_factory.mktemp("slots")))


def assert_apart(moments: list[tuple[float, str]]) -> None:
    """No two together; and all of them take as long as their delays, whenever a busy machine took note of each."""
    closest = min((later - sooner, one, other) for (sooner, one), (later, other) in pairwise(moments))
    assert closest > (DELAY / 10, "", "")
    assert moments[-1][0] - moments[0][0] > (len(moments) - 1) * DELAY - TOLERANCE


def test_two_sources_and_a_guest_wait_for_one_another(passed: Pass) -> None:
    paths = [path for _, path in passed.at["shared"]]
    assert len([path for path in paths if path.endswith("/moved")]) == 6
    # Three crawls want it, and it is asked for once.
    assert paths.count("/robots.txt") == 1
    assert len([path for path in paths if path.startswith("/guest")]) == 2
    assert_apart(passed.at["shared"])


def test_answers_that_end_together_send_no_two_requests_together(passed: Pass) -> None:
    assert len(passed.at["convoyed"]) == 10
    assert_apart(passed.at["convoyed"])


def test_no_fault_of_ours_shows(passed: Pass) -> None:
    assert faults(passed.output) == []
