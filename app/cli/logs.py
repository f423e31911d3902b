"""The log on stderr: colours on a terminal, plain lines elsewhere, and nothing in it that a terminal obeys."""

from __future__ import annotations

import logging
import sys
import textwrap
import warnings
from typing import Any

from app.cli.terminal import plain


class _PlainFormatter(logging.Formatter):
    """One record is one line, whatever a site wrote into it; a traceback follows indented."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return plain(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        return textwrap.indent(plain(super().formatException(ei), lines=True), "    ")


def _is_news(record: logging.LogRecord) -> bool:
    """Whether one of Scrapy's records is not in our own lines already: what a spider let through is."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is not None and kind.__name__ not in {"IgnoreRequest", "DropItem"}


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
    # A refused robots.txt, a busy beat or a database that is gone is in our own lines already.
    for name in ("scrapy.downloadermiddlewares.robotstxt", "apscheduler", "procrastinate", "psycopg"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("scrapy.core.scraper").addFilter(_is_news)
    if not verbose:
        warnings.simplefilter("ignore")
