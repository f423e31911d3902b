"""What hostile sites plant is shown as text: no script runs, and nothing leaves the desk.

`make test` plants every fifteenth payload; `make soak` all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from storage import schema
from storage.database import Database
from tests.app.cli.archives import Archive
from tests.app.web.browser.looking import Look, looking, serving
from tests.desk_payloads.planting import WORD, Payload, payloads, plant

_SAMPLE = 15

# What the templates never write: whatever is found came from the web as markup.
_FOREIGN = """() => [...document.querySelectorAll("*")].filter((element) =>
  ["IFRAME", "OBJECT", "EMBED", "BASE", "STYLE", "VIDEO", "AUDIO", "IMG", "MATH", "TEMPLATE"].includes(element.tagName)
  || (element.tagName === "SCRIPT" && !(element.getAttribute("src") || "").startsWith("/static/"))
  || (element.tagName === "LINK" && !/^\\/(static|search)/.test(element.getAttribute("href") || ""))
  || (element.tagName === "META" && element.httpEquiv)
  || [...element.attributes].some(({ name }) => /^on|^style$|^srcdoc$|^hx-on|^data-hx|^ping$|^formaction$/i.test(name))
  || /^\\s*(javascript|data|vbscript|blob|file):/i.test(element.getAttribute("href") || "")
).map((element) => element.outerHTML.slice(0, 200))"""


@pytest.mark.soak
def test_all_payloads_are_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    _exam(browser, tmp_path, payloads())


def test_payloads_are_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    _exam(browser, tmp_path, payloads()[::_SAMPLE])


def _exam(browser: Browser, folder: Path, planted: Sequence[Payload]) -> None:
    archive = Archive(folder)
    schema.create(archive.url)
    database = Database(archive.url)
    numbers = plant(database, planted, datetime.now(UTC))
    database.close()
    ran: list[str] = []
    with serving(archive.config, archive.url) as desk, looking(browser, desk.base) as look:
        for one in planted:
            page = look.goto(f"/articles/{numbers[one.id]}")
            ran += _trouble(page, look, one.id)
            shown = page.locator("body").text_content() or ""
            if one.where in ("title", "author", "source", "section", "tag"):
                assert _squeezed(one.payload) in _squeezed(shown), one.id
        for address in _lists(look):
            ran += _trouble(look.goto(address), look, address)
    assert ran == []
    assert len(set(numbers.values())) == len(planted)


def _trouble(page: Page, look: Look, name: str) -> list[str]:
    """What happened on a page that should not; each is told once."""
    page.wait_for_load_state("load")
    found = [
        f"{name}: {what}" for what in (*page.evaluate(_FOREIGN), *look.errors, *look.left, *look.dialogs)
    ]
    if look.status != 200:
        found.append(f"{name}: answered {look.status}")
    if (run := page.evaluate("window.__ran")) is not None:
        found.append(f"{name}: ran {run}")
    look.errors.clear()
    look.left.clear()
    look.dialogs.clear()
    return found


def _lists(look: Look) -> list[str]:
    """All pages of the wire and of a search for what is planted, and the pages that name sources."""
    found = [f"/search?q={WORD}&counts=1", "/sources", "/alerts"]
    for first in ("/", f"/search?q={WORD}"):
        address: str | None = first
        while address is not None:
            found.append(address)
            more = look.goto(address).locator("p.more a")
            address = more.first.get_attribute("href") if more.count() else None
    return found


def _squeezed(text: str) -> str:
    """Without white space and what no database or page keeps, to compare what was planted with what is shown."""
    kept = text.encode("utf-8", "ignore").decode()
    return "".join(sign for sign in kept if not sign.isspace() and sign.isprintable())
