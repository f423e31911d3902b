"""Frontier Dispatch, an outlet of the demo's newsroom on loopback."""

from __future__ import annotations

from typing import ClassVar

from crawler.pages.page import Page
from crawler.pages.site import SitePage

_NAME = "Frontier Dispatch - "


class FrontierDispatch(SitePage):
    """Only the window's title says the section, between the outlet's name and the headline."""

    name: ClassVar[str] = "frontier_dispatch"
    domain: ClassVar[str] = "127.0.0.1"

    @classmethod
    def fits(cls, page: Page) -> bool:
        """The newsroom's other outlets, and all else that runs on this machine, have this address too."""
        return (page.tree.findtext(".//title") or "").startswith(_NAME)

    def section(self) -> str | None:
        window, headline = self.first("title") or "", self.first("h2") or ""
        section = window.removeprefix(_NAME).removesuffix(f" - {headline}")
        return section if window == f"{_NAME}{section} - {headline}" else None
