"""The frontier of a crawl that keeps nothing."""

from __future__ import annotations

from crawler.frontier import MemoryFrontier
from storage.frontier import Depth
from tests.storage.samples import lead


async def test_the_pages_behind_the_first_add_to_what_it_showed() -> None:
    frontier = MemoryFrontier()
    assert (await frontier.discover([lead("https://a.example/1"), lead("https://a.example/2")])).new == 2
    older = await frontier.discover([lead("https://a.example/2"), lead("https://a.example/3")], Depth.BACKLOG)
    assert (older.new, older.known) == (1, 1)
    pending = await frontier.pending(9)
    assert [(one.id, one.lead.url[-1]) for one in pending] == [(0, "1"), (1, "2"), (2, "3")]
