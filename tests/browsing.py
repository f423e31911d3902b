"""Pages as a real browser lays them out: headless Chromium, where there is one."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

REQUIRED = "WIREWATCH_REQUIRE_BROWSER"
"""With this in the environment a browser that is not there fails a test, which is skipped without it."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 300
_HEIGHT = 800

# Chromium makes no window narrower than 500 px, so that the page stands in a frame as wide as is wanted. It may not run
# scripts; ours measures it from outside.
_FRAME = """<!DOCTYPE html>
<html><head><meta charset="utf-8"></head><body style="margin:0">
<iframe id="page" sandbox="allow-same-origin" width="{width}" height="{height}" style="display:block;border:0"
  srcdoc="{page}"></iframe>
<pre id="measured" style="display:none"></pre>
<script>
addEventListener("load", () => {{
  const page = document.getElementById("page").contentDocument, root = page.documentElement;
  document.getElementById("measured").textContent = JSON.stringify({{
    width: root.clientWidth, needed: root.scrollWidth, words: page.body.innerText,
    height: Math.ceil(page.body.getBoundingClientRect().bottom)
  }});
}});
</script>
</body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page as it was laid out, in CSS pixels: the width that it has and that it needs, its height, what it shows."""

    width: int
    needed: int
    height: int
    words: str

    @property
    def scrolls_sideways(self) -> bool:
        """Whether some of it stands outside."""
        return self.needed > self.width


def chromium() -> str:
    """The browser's path; the test is skipped where there is none, or fails where one is required."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing = "there is no Chromium: apt-get install chromium"
        if os.environ.get(REQUIRED):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def laid_out(page: str, width: int) -> Layout:
    """Lay a page out at so many pixels."""
    dumped = _run(page, width, _HEIGHT, "--dump-dom")
    [measured] = lxml.html.fromstring(dumped).xpath("//pre[@id='measured']/text()")
    return Layout(**json.loads(str(measured)))


def photographed(page: str, width: int, height: int, picture: Path) -> None:
    """Keep the upper `height` pixels of a page at `width` pixels as a PNG."""
    _run(page, width, height, f"--screenshot={picture}")


def _run(page: str, width: int, height: int, *what: str) -> str:
    browser = chromium()
    with tempfile.TemporaryDirectory(prefix="wirewatch-browser-") as folder:
        frame = Path(folder) / "frame.html"
        frame.write_text(_FRAME.format(page=html.escape(page), width=width, height=height), encoding="utf-8")
        done = subprocess.run(
            (
                *(browser, "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
                # Chromium's own sandbox does not run as root, as in containers.
                *(("--no-sandbox",) if os.geteuid() == 0 else ()),
                *(
                    f"--user-data-dir={folder}/profile",
                    f"--window-size={width},{height}",
                    *what,
                    frame.as_uri(),
                ),
            ),
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    return done.stdout.decode()
