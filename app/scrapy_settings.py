"""Scrapy's settings, made from `wirewatch.toml`: for the worker, and by way of `scrapy.cfg` for `scrapy crawl`."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.config import Config, ConfigError, config_path, load
from app.config.projection import crawl_policy, crawl_sources
from app.readers.configured import use_configured


def settings_for(config: Config) -> dict[str, Any]:
    """All that wirewatch sets differently from Scrapy."""
    manners = config.manners
    return {
        "BOT_NAME": "wirewatch",
        "SPIDER_LOADER_CLASS": "crawler.spiders.loader.SourceSpiderLoader",
        "WIREWATCH_SOURCES": crawl_sources(config),
        "WIREWATCH_EGRESS": crawl_policy(config),
        "WIREWATCH_DELAY": manners.delay.total_seconds(),
        "USER_AGENT": manners.full_user_agent,
        "ROBOTSTXT_OBEY": manners.obey_robots,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_TIMEOUT": manners.timeout.total_seconds(),
        "DOWNLOAD_MAXSIZE": manners.max_response,
        "DOWNLOAD_WARNSIZE": 0,
        "CLOSESPIDER_TIMEOUT": 600,
        # The slots keep the delay, outside the crawls; a retry is a row of the frontier.
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        # A request that Scrapy held back after its turn would leave on the heels of the next one: it holds none.
        "CONCURRENT_REQUESTS": 4,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "CONCURRENT_ITEMS": 4,
        # In the frontier's order: news before backlog. Scrapy's own takes the last one first.
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "REDIRECT_MAX_TIMES": 8,
        "METAREFRESH_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "STATS_DUMP": False,
        "LOG_LEVEL": "INFO",
        "FEED_EXPORT_ENCODING": "utf-8",
        "LOGSTATS_INTERVAL": 0,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.middlewares.robots.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "crawler.middlewares.compression.BoundedCompressionMiddleware": 590,
            "crawler.middlewares.charset.CompressedAsBytesMiddleware": 595,
            "crawler.middlewares.credentials.CredentialsMiddleware": 740,
            "crawler.middlewares.slots.HostSlotMiddleware": 880,
            "crawler.middlewares.captures.CaptureMiddleware": 890,
        },
        # No redirect and no lead leads to a file or to another protocol.
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("data", "file", "ftp", "s3")),
            **dict.fromkeys(("http", "https"), "crawler.egress.handler.GuardedDownloadHandler"),
        },
        "ITEM_PIPELINES": {"crawler.pipelines.ArchivePipeline": 100},
    }


@cache
def _of_this_folder() -> dict[str, Any]:
    try:
        config = load(config_path(None))
    except ConfigError as error:
        raise SystemExit(f"wirewatch: {error}") from error
    use_configured(config)
    return settings_for(config)


# Scrapy reads the upper-case names of this module; they are made when it asks for them.
def __dir__() -> list[str]:
    return [*_of_this_folder()]


def __getattr__(name: str) -> Any:
    if name.isupper() and name in _of_this_folder():
        return _of_this_folder()[name]
    raise AttributeError(name)
