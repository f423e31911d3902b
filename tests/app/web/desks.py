"""A desk over an archive, asked as a browser asks it, but for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
from httpx2 import Response
from starlette.testclient import TestClient

from app.declared import DeclaredByFile
from app.web.application import build
from app.web.desk import Desk
from app.web.security.hosts import LOOPBACK
from storage.database import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ORIGIN = "http://localhost"


class AskedDesk:
    """The real application over a database; its clock stands at `NOW`."""

    def __init__(self, database: Database, config: Path) -> None:
        self.database = database
        self.config = config
        desk = Desk(database=database, configuration=DeclaredByFile(config), clock=lambda: NOW)
        self.application = build(desk, hosts=LOOPBACK)
        self.client = TestClient(self.application, base_url=ORIGIN, follow_redirects=False)

    def get(self, address: str, *, status: int = 200, part: bool = False) -> lxml.html.HtmlElement:
        """The page at an address; with `part`, as htmx asks for it."""
        answer = self.client.get(address, headers={"HX-Request": "true"} if part else {})
        assert answer.status_code == status, answer.text[:500]
        return lxml.html.fromstring(answer.text or "<p></p>")

    def post(self, address: str, fields: Mapping[str, Any] | None = None) -> Response:
        """What a form is answered."""
        return self.client.post(address, data=dict(fields or {}), headers={"Origin": ORIGIN})


def words(page: lxml.html.HtmlElement, where: str = "//main") -> str:
    """What a person reads there, with single spaces."""
    return " ".join(" ".join(one.text_content() for one in page.xpath(where)).split())


def links(page: lxml.html.HtmlElement, where: str = "//main") -> list[str]:
    """The addresses that links there lead to."""
    return [str(href) for href in page.xpath(f"{where}//a/@href")]
