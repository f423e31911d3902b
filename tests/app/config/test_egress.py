"""The `[egress]` table, and what crawls and channels make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ConfigError
from app.config.projection import channels, crawl_policy, egress_allowed
from egress import EgressRefusedError
from tests.app.config.files import load_text

TEXT = """
[egress]
allow = ["intranet.example", "10.0.0.0/8", "127.0.0.1:8080"]

[[sources]]
name = "here"
kind = "feed"
url = "http://127.0.0.1:5000/feed"

[[sources]]
name = "off"
kind = "feed"
url = "http://127.0.0.1:5001/feed"
enabled = false

[[channels]]
name = "hook"
type = "webhook"
url = "http://127.0.0.1:6000/hook"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""


def test_crawls_may_go_where_the_sources_are_and_where_it_is_allowed(tmp_path: Path) -> None:
    policy = crawl_policy(load_text(tmp_path, TEXT, {}))
    policy.check("127.0.0.1", 5000, "127.0.0.1")
    policy.check("intranet.example", 80, "192.168.0.1")
    policy.check("x.example", 80, "10.0.0.1")
    policy.check("127.0.0.1", 8080, "127.0.0.1")


@pytest.mark.parametrize("port", [5001, 6000, 8081])
def test_neither_to_a_disabled_source_nor_to_a_channel(tmp_path: Path, port: int) -> None:
    config = load_text(tmp_path, TEXT, {})
    with pytest.raises(EgressRefusedError):
        crawl_policy(config).check("127.0.0.1", port, "127.0.0.1")
    with pytest.raises(EgressRefusedError):
        egress_allowed(config).check("127.0.0.1", 5000, "127.0.0.1")
    assert channels(config)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("http://a.example", "egress.allow[0]"),
        ("10.0.0.1/8", "must be a network"),
        ("a.example:x", "has a port"),
        ("", "must be"),
    ],
)
def test_what_is_no_host_is_refused(tmp_path: Path, entry: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_text(tmp_path, f'[egress]\nallow = ["{entry}"]\n', {})
    assert said in str(refused.value) or "egress.allow" in str(refused.value)


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean allow"):
        load_text(tmp_path, '[egress]\nallows = ["a.example"]\n', {})
