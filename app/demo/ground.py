"""The demo's folder: a configuration over the newsroom, made anew each time, and left behind for queries."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.demo.newsroom.catalogue import Outlet
from app.demo.watches import FIRES, DemoWatch

MARK = "# Written by `wirewatch demo`, which replaces this folder when it is run again."
KINDS = {"rss": "feed", "atom": "feed", "news-sitemap": "sitemap", "listing": "listing"}
MAIL_CHANNEL, WEBHOOK_CHANNEL = "desk mail", "newsroom bot"


class DemoFolderError(Exception):
    """The folder holds something that is not the demo's. One line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where the receivers of the demo listen."""

    mail_host: str
    mail_port: int
    webhook_url: str
    webhook_secret: str


def clear(folder: Path) -> None:
    """Make the folder anew; only one that a demo left is replaced.

    Raises:
        DemoFolderError: something else is there.
    """
    config = folder / "wirewatch.toml"
    if folder.exists():
        left_by_demo = config.is_file() and config.read_text("utf-8").startswith(MARK)
        if not left_by_demo and (not folder.is_dir() or any(folder.iterdir())):
            raise DemoFolderError(f"{folder} holds something that no demo left; give another --folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def configuration(
    outlets: Sequence[Outlet],
    source_urls: Mapping[str, str],
    watches: Sequence[DemoWatch],
    endpoints: Endpoints,
    *,
    digest: str | None = None,
) -> str:
    """A `wirewatch.toml` over the outlets (URLs by slug), polled every two seconds.

    All hits go to all channels at once; with `digest` ("daily 07:30") those of one watch are told in one by mail.
    """
    lines = [
        MARK,
        "[manners]",
        'contact = "mailto:demo@newsroom.example"',
        'delay = "50ms"',
        "",
    ]
    for outlet in outlets:
        lines += [
            "[[sources]]",
            f"name = {_quoted(outlet.name)}",
            f'kind = "{KINDS[outlet.kind]}"',
            f"url = {_quoted(source_urls[outlet.slug])}",
            'every = "2s"',
        ]
        if outlet.links:
            lines.append(f"links = {_quoted(outlet.links)}")
        lines.append("")
    for watch in watches:
        lines += ["[[watches]]", f"name = {_quoted(watch.name)}", f"query = {_quoted(watch.query)}", ""]
    lines += [
        "[[channels]]",
        f"name = {_quoted(MAIL_CHANNEL)}",
        'type = "email"',
        f"host = {_quoted(endpoints.mail_host)}",
        f"port = {endpoints.mail_port}",
        'security = "none"',
        'from = "wirewatch@newsroom.example"',
        'to = ["desk@newsroom.example"]',
        "",
        "[[channels]]",
        f"name = {_quoted(WEBHOOK_CHANNEL)}",
        'type = "webhook"',
        f"url = {_quoted(endpoints.webhook_url)}",
        f"secret = {_quoted(endpoints.webhook_secret)}",
        "",
    ]
    if digest is not None:
        lines += [
            "[[route.routes]]",
            'name = "by and by"',
            f"match = {{watch = [{_quoted(FIRES)}]}}",
            f"channels = [{_quoted(MAIL_CHANNEL)}]",
            f"digest = {_quoted(digest)}",
            "",
        ]
    return "\n".join(lines)


def write(config: Path, text: str) -> None:
    """Write the configuration, secrets and all, so that a worker sees all of it or none."""
    partial = config.with_name(f"{config.name}.partial")
    partial.touch(mode=0o600)
    partial.write_text(text, encoding="utf-8")
    partial.replace(config)


def digest_after(moment: datetime) -> str:
    """The daily digest whose next time comes first of all after a moment: the next full minute."""
    return f"daily {moment.astimezone(UTC) + timedelta(minutes=1):%H:%M}"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)
