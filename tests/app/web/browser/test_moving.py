"""What moves: keys, faults while one types, counts that come later, and the wire that goes on while it is open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from storage.database import Database
from storage.flags import Flags
from storage.stories import group_new
from tests.app.web.browser.looking import ServedDesk, looking
from tests.storage.samples import article, collected, hit, told_to, unflagged
from tests.storage.stories.invented import invented_text

NEWS = 15_000


def arrive(served: ServedDesk, number: int, title: str, *, watch: str | None = None) -> int:
    """An article comes in and is grouped; with `watch` it is flagged too."""
    database, now = Database(served.database_url), datetime.now(UTC)
    what = article(f"https://gazette.example/live-{number}", title=title, text=invented_text(number))
    saved = collected(database, what, now)
    group_new(database, now)
    if watch is not None:
        drafts = [hit(saved.article_id, watch=watch)]
        found = [one for one in unflagged(database, 1000) if one.id == saved.article_id]
        Flags(database).record(found, drafts, now, told_to(now=now))
    database.close()
    return saved.article_id


@pytest.fixture(scope="module")
def long_wire(served: ServedDesk) -> ServedDesk:
    """The desk with more stories than a screen holds."""
    for number in range(1_000, 1_025):
        arrive(served, number, f"Quiet day {number}")
    return served


def test_keys_go_through_the_wire_and_open(browser: Browser, long_wire: ServedDesk) -> None:
    with looking(browser, long_wire.base) as look:
        page = look.goto("/")
        page.keyboard.press("j")
        first = page.locator("article.chosen h2").inner_text()
        page.keyboard.press("j")
        assert page.locator("article.chosen h2").inner_text() != first
        page.keyboard.press("k")
        assert page.locator("article.chosen h2").inner_text() == first
        page.keyboard.press("o")
        page.wait_for_url("**/articles/*")
        assert page.locator("h1").inner_text() == first
        page.keyboard.press("/")
        page.wait_for_url("**/search")
        page.keyboard.type("/jk")
        assert page.get_by_label("Query").input_value() == "/jk"


def test_a_fault_is_shown_while_one_types_and_goes_when_it_is_mended(
    browser: Browser, served: ServedDesk
) -> None:
    with looking(browser, served.base) as look:
        page = look.goto("/search")
        page.get_by_label("Query").press_sequentially("troops AND (russia")
        expect(page.locator("#fault")).to_contain_text("Column 12", timeout=NEWS)
        page.get_by_label("Query").press_sequentially(")")
        expect(page.locator("#fault")).not_to_contain_text("Column", timeout=NEWS)
        assert look.errors == []


def test_counts_come_after_the_page_and_a_day_is_a_link(browser: Browser, served: ServedDesk) -> None:
    with looking(browser, served.base) as look:
        page = look.goto("/search?q=troops")
        bar = page.locator("svg.days a").first
        expect(bar).to_be_visible(timeout=NEWS)
        bar.click()
        page.wait_for_url("**since=*")
        assert look.errors == []


def test_a_story_and_its_hit_come_onto_an_open_page(browser: Browser, served: ServedDesk) -> None:
    with looking(browser, served.base) as look:
        page = look.goto("/")
        page.evaluate("window.stayed = true")
        number = arrive(served, 1, "Sappers cross the river")
        row = page.locator(f"#story-{number}")
        expect(row).to_contain_text("Sappers cross the river", timeout=NEWS)
        assert page.locator("#wire article").first.get_attribute("id") == f"story-{number}"
        second = arrive(served, 2, "Armour follows them", watch="troops")
        expect(page.locator(f"#story-{second} .watch")).to_have_text("troops", timeout=NEWS)
        assert page.evaluate("window.stayed")
        assert look.errors == []


def test_a_tab_that_nobody_looks_at_listens_no_more_and_then_catches_up(
    browser: Browser, served: ServedDesk
) -> None:
    turn = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    with looking(browser, served.base) as look:
        page = look.goto("/")
        page.evaluate(turn, True)
        number = arrive(served, 6, "Nobody looks at it")
        # It would ask for none if it had kept the one that it had.
        with page.expect_request("**/wire/events"):
            page.evaluate(turn, False)
        expect(page.locator(f"#story-{number}")).to_be_visible(timeout=NEWS)
        assert look.errors == []


def test_who_reads_further_down_keeps_their_place(browser: Browser, long_wire: ServedDesk) -> None:
    with looking(browser, long_wire.base) as look:
        page = look.goto("/")
        page.evaluate("window.scrollTo(0, 900)")
        page.wait_for_function("window.scrollY > 800")
        before = page.evaluate("[window.scrollY, document.querySelectorAll('#wire article').length]")
        number = arrive(long_wire, 3, "A bridge is laid")
        offer = page.locator("#fresh button")
        expect(offer).to_have_text("1 new story", timeout=NEWS)
        assert page.evaluate("[window.scrollY, document.querySelectorAll('#wire article').length]") == before
        offer.click()
        expect(page.locator("#wire article").first).to_have_attribute("id", f"story-{number}")
        assert page.evaluate("window.scrollY") == 0


def test_a_filtered_wire_takes_only_what_fits(browser: Browser, served: ServedDesk) -> None:
    with looking(browser, served.base) as look:
        page = look.goto("/?watch=troops")
        arrive(served, 4, "Nothing to do with it")
        number = arrive(served, 5, "Convoys at night", watch="troops")
        expect(page.locator(f"#story-{number}")).to_be_visible(timeout=NEWS)
        assert "Nothing to do with it" not in page.locator("#wire").inner_text()
