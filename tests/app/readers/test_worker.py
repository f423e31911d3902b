"""A worker whose configuration names a folder of readers reads with them, in its reading processes too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.app import pages
from tests.app.web_site import Answer, serving

WIREWATCH = (sys.executable, "-m", "app.cli")
READER = """
from crawler.pages.page import Page
from crawler.pages.site import SitePage


class Gazette(SitePage):
    name = "gazette"
    domain = "127.0.0.1"

    def authors(self):
        return self.names(".story-team a")
"""
CONFIG = """
[manners]
delay = "0s"

[reading]
readers = "mine"

[[sources]]
name = "Gazette"
kind = "listing"
url = "{url}/"
links = "a"
"""


def test_what_it_archives_was_read_by_them(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "gazette.py").write_text(READER, "utf-8")
    config = tmp_path / "wirewatch.toml"
    with serving({}) as site:
        html = {"Content-Type": "text/html; charset=utf-8"}
        page = pages.page().replace(pages.URL.encode(), f"{site.url}/a".encode())
        site.answers["/a"] = Answer(body=page, headers=html)
        site.answers["/"] = Answer(
            body=b"<html><body><a href='/a'>Sea trials</a></body></html>", headers=html
        )
        config.write_text(CONFIG.format(url=site.url), "utf-8")
        done = subprocess.run(
            [*WIREWATCH, "run", "--once", "-c", str(config)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    shown = subprocess.run(
        [*WIREWATCH, "show", "1", "--json", "-c", str(config)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    article = json.loads(shown.stdout)
    assert article["authors"] == list(pages.AUTHORS)
    assert article["provenance"]["authors"].startswith("gazette")


def test_one_that_cannot_be_used_keeps_the_worker_from_starting(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "gazette.py").write_text("def", "utf-8")
    config = tmp_path / "wirewatch.toml"
    config.write_text(CONFIG.format(url="http://127.0.0.1:9"), "utf-8")
    done = subprocess.run(
        [*WIREWATCH, "run", "--once", "-c", str(config)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("wirewatch: the site reader gazette.py cannot be loaded: SyntaxError")
