"""The desk as people start it, and pages of it as a browser sees them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, ViewportSize

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
_GRACE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDesk:
    """Where a desk answers, and over which database."""

    base: str
    config: Path
    database_url: str


@contextmanager
def serving(config: Path, database_url: str, *options: str) -> Iterator[ServedDesk]:
    """`wirewatch web` on a free port, until the block ends; it must then end well."""
    command = (sys.executable, "-m", "app.cli", "web", "--config", str(config), "--port", "0", *options)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://\S+(?=;)", said)
        assert found is not None, said
        try:
            yield ServedDesk(base=found[0], config=config, database_url=database_url)
        finally:
            process.terminate()
        assert process.wait(_GRACE) == 0


@dataclass(slots=True, kw_only=True)
class Look:
    """A page in a browser, the status of its answer, and what it did that it should not: errors, dialogs, requests that
    left the desk.
    """

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    status: int = 0

    def goto(self, address: str) -> Page:
        """The page at an address of the desk, once nothing is under way but what listens for news."""
        answer = self.page.goto(f"{self.base}{address}", wait_until="load")
        self.status = 0 if answer is None else answer.status
        return self.page


@contextmanager
def looking(
    browser: Browser,
    base: str,
    *,
    viewport: ViewportSize = WIDE,
    dark: bool = False,
    scripts: bool = True,
    ignored: Sequence[str] = (),
) -> Iterator[Look]:
    """A page of its own, with nothing kept of others. What the console says is an error, unless it holds `ignored`."""
    context = browser.new_context(
        viewport=viewport, color_scheme="dark" if dark else "light", java_script_enabled=scripts
    )
    page = context.new_page()
    look = Look(page=page, base=base)

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in ignored):
            look.errors.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{base}/", "about:")):
            look.left.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        look.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("console", note)
    page.on("pageerror", lambda error: look.errors.append(str(error)))
    page.on("request", asked)
    page.on("dialog", dismiss)
    try:
        yield look
    finally:
        context.close()
