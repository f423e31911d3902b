"""A real desk in a process of its own, and a real browser that looks at it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from storage.database import Database
from storage.stories import group_new
from tests.app.cli.archives import NOW, Archive
from tests.app.web.browser.looking import ServedDesk, serving
from tests.browsing import chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium; the test is skipped where there is none."""
    path = chromium()
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not run as root, as in containers.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = playwright.chromium.launch(executable_path=path, args=options)
        yield found
        found.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    """A desk over an archive in which every state of a hit and of a delivery occurs, its articles in stories."""
    archive = Archive(tmp_path_factory.mktemp("desk"))
    archive.config.write_text(
        f'{archive.config.read_text("utf-8")}\n[[watches]]\nname = "troops"\nquery = "troops"\n', "utf-8"
    )
    archive.fill()
    database = Database(archive.url)
    group_new(database, NOW)
    database.close()
    with serving(archive.config, archive.url) as desk:
        yield desk
