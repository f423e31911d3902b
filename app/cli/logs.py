"""The log on stderr: colours on a terminal, plain lines elsewhere, and nothing in it that a terminal obeys."""

from __future__ import annotations

import logging
import sys
import warnings

from app.cli.terminal import plain


class _PlainFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return plain(super().format(record), lines=True)


def set_up(*, verbose: bool = False) -> None:
    """Log wirewatch's own words from INFO on (DEBUG where verbose), its libraries' from WARNING on."""
    handler: logging.Handler
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.logging import RichHandler

        handler = RichHandler(
            console=Console(stderr=True), show_path=False, markup=False, log_time_format="%H:%M:%S"
        )
        handler.setFormatter(_PlainFormatter("%(message)s"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(_PlainFormatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("crawler", "storage", "alerts", "scheduler", "app"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)
    # A refused robots.txt or a busy beat is in our own lines already.
    for name in ("scrapy.core.scraper", "scrapy.downloadermiddlewares.robotstxt", "apscheduler"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not verbose:
        warnings.simplefilter("ignore")
