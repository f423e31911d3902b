"""Somebody comes in by a real browser, which sends what browsers send: Origin, Sec-Fetch-Site and the cookie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from storage.access import Audit, Tokens
from storage.database import Database
from storage.records import Scope
from storage.telling.silences import Silences
from tests.app.web.browser.looking import ServedDesk, looking, serving

# What the console says of a page that is refused.
_REFUSED = "Failed to load resource"
_ELSEWHERE = """
<form method="post" action="{base}/alerts/silence">
<input name="comment" value="from elsewhere"><input name="length" value="8h"><input name="language" value="ko">
<button>Go</button></form>
"""


@pytest.fixture(scope="module")
def archive(served: ServedDesk) -> Iterator[Database]:
    """The archive of the desks."""
    found = Database(served.database_url)
    yield found
    found.close()


@pytest.fixture(scope="module")
def token(archive: Database) -> str:
    """One that may write."""
    return Tokens(archive).create("anna", Scope.WRITE, datetime.now(UTC)).secret


@pytest.fixture(scope="module")
def closed(served: ServedDesk, token: str) -> Iterator[ServedDesk]:
    """A desk on loopback that asks for tokens."""
    assert token
    with serving(served.config, served.database_url, "--require-token") as desk:
        yield desk


def comments(archive: Database) -> set[str]:
    return {one.comment for one in Silences(archive).list(datetime.now(UTC))}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_token_opens_the_desk_and_its_forms_until_one_leaves(
    browser: Browser, closed: ServedDesk, archive: Database, token: str, scripts: bool
) -> None:
    comment = f"an exercise, scripts {scripts}"
    with looking(browser, closed.base, scripts=scripts, ignored=[_REFUSED]) as look:
        page = look.goto("/search?q=troops")
        assert page.url == f"{closed.base}/session?next=%2Fsearch%3Fq%3Dtroops"
        page.fill("#token", "wirewatch_none")
        page.click("main button")
        assert page.inner_text("[role=alert]")
        page.fill("#token", token)
        page.click("main button")
        assert page.url == f"{closed.base}/search?q=troops"
        assert "anna" in page.inner_text("header")
        (cookie,) = page.context.cookies()
        assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (
            "wirewatch_session",
            True,
            "Strict",
        )

        look.goto("/alerts/silence")
        page.fill("[name=comment]", comment)
        page.fill("[name=language]", "ko")
        page.click("main form button")
        page.wait_for_url("**/alerts#silences")
        assert comment in comments(archive)

        page.click("header .leave button")
        assert page.url == f"{closed.base}/session"
        look.goto("/")
        assert page.url == f"{closed.base}/session"
        assert look.left == []
        assert look.dialogs == []
    assert "session.end" in {one.action for one in Audit(archive).newest(2)}


@pytest.mark.parametrize("needs_token", [True, False])
def test_a_page_elsewhere_changes_nothing(
    browser: Browser, served: ServedDesk, closed: ServedDesk, archive: Database, token: str, needs_token: bool
) -> None:
    desk = closed if needs_token else served
    with looking(browser, desk.base, ignored=[_REFUSED]) as look:
        if needs_token:
            look.goto("/session").fill("#token", token)
            look.page.click("main button")
        look.page.goto("about:blank")
        look.page.set_content(_ELSEWHERE.format(base=desk.base))
        with look.page.expect_response(f"{desk.base}/alerts/silence") as answer:
            look.page.click("button")
        assert answer.value.status == 403
    assert "from elsewhere" not in comments(archive)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious_where_one_comes_in(
    browser: Browser, closed: ServedDesk, dark: bool
) -> None:
    with looking(browser, closed.base, dark=dark, ignored=[_REFUSED]) as look:
        look.goto("/session").fill("#token", "x")
        look.page.click("main button")
        look.page.wait_for_selector("[role=alert]")
        found = Axe().run(look.page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
