"""`wirewatch source add` on made sites with the habits of many systems, an exam written without sight of it.

At the first run it passed 54 of 55.
"""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from tests.cms_sites import ALL
from tests.cms_sites.server import counting
from tests.cms_sites.site import Made, fits

CONFIG = '[manners]\ncontact = "desk@news.test"\ndelay = "0s"\ntimeout = "5s"\n'
MOST_REQUESTS = 40


@pytest.mark.parametrize("site", ALL, ids=lambda site: site.name)
async def test_the_freshest_source_comes_first(site: Made, tmp_path: Path) -> None:
    (tmp_path / "wirewatch.toml").write_text(CONFIG)
    async with counting(site, datetime.now(UTC)) as served:
        found = await asyncio.to_thread(
            offered, f"{served.base_url}{site.start}", tmp_path / "wirewatch.toml"
        )
        assert served.requests.total() <= MOST_REQUESTS
        assert found["requests"] <= MOST_REQUESTS
    offers = [(offer["kind"], path_of(offer["url"], served.base_url)) for offer in found["offers"]]
    assert offers
    assert fits(*offers[0], site.freshest), offers
    for kind, path in site.also:
        assert any(fits(*offer, frozenset({(kind, path)})) for offer in offers), (kind, path, offers)
    assert not site.never & {path for _, path in offers}
    assert not site.never & {one["url"] for one in found["offers"]}
    read = [path_of(one["url"], served.base_url) for one in found["articles"]]
    assert len(read) == 5
    assert set(read) <= site.articles, read
    assert all(one["title"] and one["text_length"] > 200 for one in found["articles"]), found["articles"]


def offered(url: str, config: Path) -> dict[str, Any]:
    """What the command prints for programs."""
    result = CliRunner().invoke(app, ["source", "add", url, "--dry-run", "--json", "--config", str(config)])
    assert result.exit_code == 0, result.output or result.exception
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def path_of(url: str, base_url: str) -> str:
    """The path with its query of an address of the site; another site's address whole."""
    if not url.startswith(f"{base_url}/"):
        return url
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
