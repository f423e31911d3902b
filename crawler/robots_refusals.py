"""Requests that are not sent for what a site's robots.txt says, or because it cannot be read."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt asks to leave this page alone. One line."""

    def __init__(self, path: str, rule: str) -> None:
        super().__init__(f"robots.txt forbids {path[:200]} (Disallow: {rule[:100]})")


class RobotsUnknownError(IgnoreRequest):
    """The site does not say what is allowed: until it does, nothing is (RFC 9309, 2.3.1.4). One line.

    `is_unreachable` tells a site that does not answer from one that answers with an error.
    """

    def __init__(self, why: str, *, is_unreachable: bool) -> None:
        super().__init__(f"robots.txt {why}")
        self.is_unreachable = is_unreachable
