"""How often a feed wants to be asked, and where it goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler import feeds
from tests.crawler.feeds.written import URL, atom, item, rss

SY = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


def test_what_rss_asks_for() -> None:
    head = (
        "<ttl> 90 </ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>31</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>Noday</day></skipDays>"
    )
    for body in (rss(item(1), head=head), rss(item(1)).replace("</channel>", f"{head}</channel>")):
        entries = feeds.parse(body.encode(), URL)
        assert (entries.ttl, entries.asks_for) == (timedelta(minutes=90), None)
        assert (entries.skip_hours, entries.skip_days) == (frozenset({0, 7}), frozenset({6}))


@pytest.mark.parametrize(
    ("period", "frequency", "interval"),
    [
        ("hourly", "1", timedelta(hours=1)),
        ("daily", "4", timedelta(hours=6)),
        ("weekly", None, timedelta(weeks=1)),
        ("Hourly", "0", timedelta(hours=1)),
        ("sometimes", "1", None),
        (None, "2", None),
    ],
)
def test_what_the_syndication_module_asks_for(
    period: str | None, frequency: str | None, interval: timedelta | None
) -> None:
    head = f"<sy:updatePeriod>\n{period}\n</sy:updatePeriod>" if period else ""
    head += f"<sy:updateFrequency>{frequency}</sy:updateFrequency>" if frequency else ""
    assert feeds.parse(rss(item(1), head=head, attributes=SY).encode(), URL).asks_for == interval


@pytest.mark.parametrize("ttl", ["", "soon", "-5", "0", "1e9"])
def test_a_ttl_that_is_none_asks_for_nothing(ttl: str) -> None:
    assert feeds.parse(rss(item(1), head=f"<ttl>{ttl}</ttl>").encode(), URL).ttl is None


def test_the_next_page_of_atom_is_that_of_the_feed() -> None:
    body = atom('<link rel="next" href="/not/this"/>', head='<link rel="next" href="?page=2"/>')
    assert feeds.parse(body.encode(), URL).next_page == f"{URL}?page=2"
    assert feeds.parse(atom("<title>a</title>").encode(), URL).next_page is None
