"""Saltmarsh Garrison Notes, an outlet of the demo's newsroom on loopback."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import ClassVar

from crawler.pages.page import Page
from crawler.pages.site import SitePage

_POSTED = re.compile(r"Posted \d\d\.\d\d\.\d{4} at \d\d:\d\d by .{1,200} in (?P<section>.{1,60})")


class Saltmarsh(SitePage):
    """Written by hand, without any description: one line says when, by whom and in which part a note was posted."""

    name: ClassVar[str] = "saltmarsh"
    domain: ClassVar[str] = "127.0.0.1"

    @classmethod
    def fits(cls, page: Page) -> bool:
        """The newsroom's other outlets, and all else that runs on this machine, have this address too."""
        return (page.tree.findtext(".//title") or "").startswith("Saltmarsh Garrison Notes :: ")

    def section(self) -> str | None:
        posted = _POSTED.fullmatch(self.first("div.dt") or "")
        return posted["section"] if posted else None

    def published_at(self) -> datetime | None:
        """The notes are posted by the garrison's clock, which shows UTC."""
        moment = self.moment("div.dt")
        return moment.replace(tzinfo=UTC) if moment else None
