"""Feeds for the tests, written as publishers write them."""

from __future__ import annotations

URL = "https://gazette.example/feeds/world.xml"


def rss(*items: str, head: str = "", attributes: str = "", version: str = "2.0") -> str:
    """An RSS document around its items."""
    joined = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="{version}"{attributes}><channel><title>Gazette</title><link>https://gazette.example/</link>'
        f"{head}{joined}</channel></rss>"
    )


def atom(
    *entries: str, head: str = "", space: str = "http://www.w3.org/2005/Atom", attributes: str = ""
) -> str:
    """An Atom document around its entries."""
    joined = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="{space}"{attributes}><title>Gazette</title>{head}{joined}</feed>'


def item(number: int, more: str = "") -> str:
    """The inside of an RSS item."""
    return f"<title>Item {number}</title><link>https://gazette.example/{number}</link>{more}"
