"""Each page on a phone and wide, light and dark: nothing sticks out, and nothing is in anybody's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from tests.app.web.browser.looking import PHONE, WIDE, ServedDesk, looking

PAGES = (
    "/",
    "/?hits=1",
    "/?watch=nobody",
    "/search",
    "/search?q=troops",
    "/search?q=(troops",
    "/articles/1",
    "/articles/3/revisions",
    "/articles/2/why?hit=2",
    "/stories/1",
    "/watches",
    "/watches/show?name=troops",
    "/watches/edit?query=troops",
    "/session",
    "/sources",
    "/alerts",
    "/alerts/silence?story=1",
    "/nothing",
)
# The browser itself says so of a page whose status is that of an error.
_STATUSES = ("the server responded with a status of 422", "the server responded with a status of 404")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_page_fits_and_axe_finds_nothing_serious(
    browser: Browser, served: ServedDesk, viewport: ViewportSize, dark: bool, tmp_path: Path
) -> None:
    axe = Axe()
    found: list[str] = []
    with looking(browser, served.base, viewport=viewport, dark=dark, ignored=_STATUSES) as look:
        for address in PAGES:
            page = look.goto(address)
            page.wait_for_load_state("domcontentloaded")
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > viewport["width"]:
                found.append(f"{address} needs {needed} px")
            for violation in axe.run(page).response["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    where = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
                    found.append(f"{address}: {violation['id']} at {where}")
        assert look.errors == []
        assert look.left == []
    assert found == []


@pytest.mark.parametrize("address", ["/", "/search?q=troops&counts=1", "/articles/3"])
def test_wire_search_and_article_are_read_without_scripts(
    browser: Browser, served: ServedDesk, address: str
) -> None:
    with looking(browser, served.base, scripts=False) as look:
        page = look.goto(address)
        assert "Troops" in page.locator("main").inner_text()
        assert "UTC" in page.locator("main time").first.inner_text()


def test_a_search_without_scripts_goes_from_the_box_to_an_article(
    browser: Browser, served: ServedDesk
) -> None:
    with looking(browser, served.base, scripts=False) as look:
        page = look.goto("/search")
        page.get_by_label("Query").fill("troops")
        page.get_by_role("button", name="Search").click()
        page.locator("article h2 a").first.click()
        assert page.locator("h1 mark").first.inner_text().lower() == "troops"
