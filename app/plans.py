"""The worker's plan, made from the configuration file."""

from __future__ import annotations

import errno
import hashlib
import logging
from dataclasses import replace
from pathlib import Path

from app.config import Config, ConfigError, load
from app.config.backfills import backfill_plan
from app.config.captures import kept_captures, kept_for
from app.config.cautions import failing_examples
from app.config.errors import key_path
from app.config.projection import (
    care_plan,
    channel_care,
    channels,
    database_url,
    declarations,
    heartbeat,
    keep_for,
    page_limits,
    polling,
    watchlist,
)
from app.scrapy_settings import settings_for
from scheduler.plan import CapturePlan, Plan, PlanError

log = logging.getLogger(__name__)


def plan_for(config: Config) -> Plan:
    """What this configuration asks of a worker."""
    return Plan(
        crawl_settings=settings_for(config),
        sources=declarations(config),
        watchlist=watchlist(config),
        book=config.alias_book,
        channels=channels(config),
        runs_at_once=config.manners.runs_at_once,
        page_limits=page_limits(config),
        care=care_plan(config),
        channel_care=channel_care(config),
        heartbeat=heartbeat(config),
        polling=polling(config),
        keep_for=keep_for(config),
        backfill=backfill_plan(config),
        delay=config.manners.delay,
        captures=CapturePlan(folder=kept_captures(config), keep_for=kept_for(config)),
    )


class ConfigPlans:
    """Plans from one configuration file, told apart by its content."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: bytes | None = None
        self._database_url: str | None = None

    def database_url(self) -> str:
        """The database that the file names, in clear. Plans that name another one are refused from then on.

        Raises:
            ConfigError: the file is not valid.
        """
        self._database_url = database_url(load(self._path))
        return self._database_url

    def current(self) -> Plan:
        self._seen = self._content()
        try:
            config = load(self._path)
        except ConfigError as error:
            raise PlanError("; ".join(str(error).splitlines())) from error
        if self._database_url not in (None, database_url(config)):
            raise PlanError(f"{self._path}: database.url: another database needs another start of the worker")
        for keys, said in failing_examples(config):
            log.warning("%s: %s", key_path(keys), said)
        return replace(plan_for(config), digest=self._seen.hex()[:12])

    def changed(self) -> bool:
        return self._content() != self._seen

    def _content(self) -> bytes:
        try:
            return hashlib.sha256(self._path.read_bytes()).digest()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE) and self._seen is not None:
                # No file can be opened at the time, and that says nothing of this one.
                return self._seen
            return b"unreadable"
