"""The pages behind the first: when they are asked for, and where that ends."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from scrapy.http import Response, TextResponse

from crawler.claims import lead_records
from crawler.entries import Entries
from crawler.frontier import MemoryFrontier, RunFrontier
from crawler.lead import Lead
from crawler.spiders import further
from storage.frontier import Depth, Discovery
from storage.records import LeadRecord

BASE = "https://outlet.example/news"


class Frontier(MemoryFrontier):
    """Remembers how deep what it was told of lay."""

    def __init__(self) -> None:
        super().__init__()
        self.depths: list[Depth] = []

    async def discover(self, leads: Sequence[LeadRecord], depth: Depth = Depth.TOP) -> Discovery:
        self.depths.append(depth)
        return await super().discover(leads, depth)


class Listing:
    """A list in pages; `shown` gives the leads' numbers of each page and the address of the next."""

    def __init__(self, *shown: tuple[Sequence[int], str | None]) -> None:
        self.remembered = Frontier()
        self.frontier: RunFrontier = self.remembered
        self.asked: list[str] = []
        self._shown = shown

    async def fetched(self, url: str) -> Response:
        self.asked.append(url)
        return TextResponse(url)

    async def entries(self, response: Response) -> Entries:
        page = min(len(self.asked), len(self._shown) - 1)
        numbers, following = self._shown[page]
        leads = tuple(Lead(url=f"{BASE}/{number}") for number in numbers)
        return Entries(leads=leads, next_page=following)

    async def read(self, discovery: Discovery) -> int:
        first = await self.entries(TextResponse(BASE))
        await self.frontier.discover(lead_records(first.leads))
        return await further.follow(self, self.fetched, BASE, first, discovery)


FIRST, GAP, NEITHER = Discovery(is_first=True), Discovery(gap=True), Discovery()


def run(listing: Listing, discovery: Discovery = GAP) -> int:
    return asyncio.run(listing.read(discovery))


def test_they_are_asked_for_at_the_first_read_and_after_a_gap_alone() -> None:
    for discovery, depths in ((FIRST, [Depth.BACKLOG]), (GAP, [Depth.OLDER]), (NEITHER, [])):
        listing = Listing(([3, 2], f"{BASE}?page=2"), ([1], None))
        assert run(listing, discovery) == len(depths)
        assert listing.remembered.depths[1:] == depths


@pytest.mark.parametrize(
    "following", [f"{BASE}?utm_source=x", "https://other.example/news?page=2", "https://outlet.net/2", None]
)
def test_they_end_at_one_that_was_read_and_at_another_site(following: str | None) -> None:
    listing = Listing(([3, 2], following), ([1], None))
    assert (run(listing), listing.asked) == (0, [])


def test_they_end_where_nothing_is_new() -> None:
    listing = Listing(([3, 2], f"{BASE}?page=2"), ([1, 2], f"{BASE}?page=3"), ([2, 3], f"{BASE}?page=4"))
    assert run(listing) == 1
    assert len(listing.asked) == 2


def test_two_pages_that_name_each_other_end() -> None:
    listing = Listing(([3], f"{BASE}?page=2"), ([2], f"{BASE}?page=3"), ([1], f"{BASE}?page=2"))
    assert run(listing) == 2
    assert listing.asked == [f"{BASE}?page=2", f"{BASE}?page=3"]


def test_a_list_without_end_ends() -> None:
    for discovery, most in ((FIRST, further.MOST_PAGES_AT_FIRST), (GAP, further.MOST_PAGES)):
        listing = Listing(*(([page], f"{BASE}?page={page + 1}") for page in range(99)))
        assert run(listing, discovery) == most
