"""What only shows when tables are held against each other.

These checks look at the values as TOML gave them, so that they speak even while other keys are wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from app.config.channel_names import known_channels, unknown_channels
from app.config.locating import Keys
from app.config.route_checks import check_routes
from app.config.similar import similar

Found = Iterator[tuple[Keys, str]]


def cross_check(values: dict[str, Any]) -> Found:
    """The keys that are wrong, each with what is wrong."""
    for table in ("sources", "watches", "channels"):
        yield from _repeated_names(table, values)
    yield from _links(values)
    yield from _told_channels(values)
    yield from check_routes(values)
    yield from _fallbacks(values)
    yield from _logins(values)
    yield from _contact(values)


def is_loopback(url: str) -> bool:
    """Whether an address leads to this machine by its spelling alone."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _rows(values: dict[str, Any], table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = values.get(table)
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield place, row


def _repeated_names(table: str, values: dict[str, Any]) -> Found:
    first: dict[str, int] = {}
    for place, row in _rows(values, table):
        name = row.get("name")
        if isinstance(name, str):
            folded = unicodedata.normalize("NFC", name).casefold()
            earlier = first.setdefault(folded, place)
            if earlier != place:
                yield (
                    (table, place, "name"),
                    f"is the name of {table}.{earlier} too; names differ by more than case",
                )


def _links(values: dict[str, Any]) -> Found:
    for place, row in _rows(values, "sources"):
        if row.get("kind") == "listing" and "links" not in row:
            yield (
                ("sources", place, "links"),
                "is missing: a listing needs the CSS selector of the links to its articles",
            )
        if row.get("kind") in ("feed", "sitemap", "wordpress"):
            for key in ("links", "next"):
                if key in row:
                    yield (
                        ("sources", place, key),
                        f"is for listings; a {row['kind']} names its articles itself",
                    )


def _told_channels(values: dict[str, Any]) -> Found:
    known = known_channels(values)
    for place, row in _rows(values, "watches"):
        yield from unknown_channels(row.get("channels"), ("watches", place, "channels"), known)
    health = values.get("health")
    if isinstance(health, dict):
        yield from unknown_channels(health.get("channels"), ("health", "channels"), known)


def _fallbacks(values: dict[str, Any]) -> Found:
    known = known_channels(values)
    for place, row in _rows(values, "channels"):
        fallback = row.get("fallback")
        if not isinstance(fallback, str):
            continue
        if fallback == row.get("name"):
            yield ("channels", place, "fallback"), "is the channel itself; name another one"
        elif fallback not in known:
            yield ("channels", place, "fallback"), f"no channel has this name{similar(fallback, known)}"


def _logins(values: dict[str, Any]) -> Found:
    for place, row in _rows(values, "channels"):
        if row.get("type") != "email":
            continue
        for given, missing in (("username", "password"), ("password", "username")):
            if given in row and missing not in row:
                yield ("channels", place, missing), f"is missing: a login needs it beside {given}"


def _contact(values: dict[str, Any]) -> Found:
    manners = values.get("manners", {})
    if not isinstance(manners, dict) or "contact" in manners or "user_agent" in manners:
        return
    open_web = [
        place
        for place, row in _rows(values, "sources")
        if isinstance(url := row.get("url"), str)
        and row.get("enabled", True) is True
        and not is_loopback(url)
    ]
    if open_web:
        yield (
            ("manners", "contact"),
            "is missing: who is crawled may know whom to write to; give a mail or web address",
        )
