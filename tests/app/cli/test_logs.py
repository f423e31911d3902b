"""The log: one line a record whatever a site wrote into it, and each trouble once."""

from __future__ import annotations

import io
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest

from app.cli.logs import set_up
from tests.app.cli.archives import is_harmless

NAMES = (None, "crawler", "storage", "alerts", "scheduler", "app", "apscheduler", "scrapy.core.scraper")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written to stderr once logging is set up; the settings of before come back."""
    root, filters = logging.getLogger(), list(logging.getLogger("scrapy.core.scraper").filters)
    handlers, levels = list(root.handlers), {name: logging.getLogger(name).level for name in NAMES}
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with warnings.catch_warnings():
        set_up()
        yield stream
    root.handlers[:] = handlers
    logging.getLogger("scrapy.core.scraper").filters[:] = filters
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_what_a_site_wrote_forges_no_line(log: io.StringIO) -> None:
    hostile = "Outlet\x1b[2J\n2026-01-01 00:00:00,000 ERROR forged\x9b31m\u202e"
    logging.getLogger("scheduler.worker").info("%s: ok", hostile)
    logging.getLogger("scheduler.worker").error("%s failed", hostile, exc_info=ValueError(hostile))
    written = log.getvalue()
    assert is_harmless(written)
    first, second, *traceback = written.splitlines()
    assert first.endswith("INFO Outlet[2J 2026-01-01 00:00:00,000 ERROR forged31m: ok")
    assert second.endswith(" failed")
    assert all(line.startswith("    ") for line in traceback)
    assert any("ValueError" in line for line in traceback)


def test_libraries_are_heard_from_warnings_on_and_spiders_faults_are(log: io.StringIO) -> None:
    logging.getLogger("twisted").info("a word too many")
    logging.getLogger("scheduler").debug("a poll without news")
    logging.getLogger("apscheduler.scheduler").warning("a busy beat")
    scraper = logging.getLogger("scrapy.core.scraper")
    scraper.warning("Dropped: not archived")
    assert log.getvalue() == ""
    scraper.error("Spider error processing", exc_info=TypeError("a fault of ours"))
    assert "TypeError: a fault of ours" in log.getvalue()
