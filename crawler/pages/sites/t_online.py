"""t-online (t-online.de)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class TOnline(SitePage):
    """The column of the text also holds the kicker, the reading time, boxes of other articles, sources and persons."""

    name: ClassVar[str] = "t_online"
    domain: ClassVar[str] = "t-online.de"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        item = 'div[data-testid="StageLayout.StreamItem"]'
        return self.paragraphs(f"{item} > p, {item} > h3")
