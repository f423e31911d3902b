"""Who watches over wirewatch itself, and what all channels may give."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from alerts.limits import Limits
from alerts.rate import Rate
from app.config.projection import channel_care, heartbeat, limits
from tests.app.config.files import FULL, MINIMAL, complaints, load_text

CHANNEL = """
[[channels]]
name = "{name}"
type = "webhook"
url = "https://hooks.example/{path}"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""
HOOK, PAGER = CHANNEL.format(name="hook", path="a"), CHANNEL.format(name="pager", path="b")


def test_without_tables_nobody_is_called_and_the_limits_are_those_of_the_program(tmp_path: Path) -> None:
    config = load_text(tmp_path, MINIMAL)
    assert heartbeat(config) is None
    assert limits(config) == Limits()


def test_what_the_tables_say_holds(tmp_path: Path) -> None:
    config = load_text(tmp_path, FULL)
    called = heartbeat(config)
    assert called is not None
    assert called.url.get_secret_value() == "https://watcher.test/s3cret-ping"
    assert (called.method, called.every) == ("POST", timedelta(seconds=30))
    assert limits(config) == Limits(
        passed=timedelta(minutes=5),
        unflagged=timedelta(minutes=3),
        undelivered=timedelta(minutes=20),
        failing=timedelta(minutes=1),
    )
    terms = channel_care(config).terms
    assert (terms["desk"].fallback, terms["desk"].rate) == ("hook", Rate(count=30, per=timedelta(minutes=1)))
    assert (terms["hook"].fallback, terms["hook"].rate) == (None, None)


@pytest.mark.parametrize(
    ("fallback", "said"),
    [
        ("hook", "is the channel itself; name another one"),
        ("pagr", "no channel has this name; did you mean pager?"),
    ],
)
def test_a_fallback_is_another_channel(fallback: str, said: str, tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, f'{MINIMAL}{HOOK}fallback = "{fallback}"\n{PAGER}')
    assert said in found


def test_two_channels_may_watch_over_each_other(tmp_path: Path) -> None:
    assert complaints(tmp_path, f'{MINIMAL}{HOOK}fallback = "pager"\n{PAGER}fallback = "hook"\n') == []


@pytest.mark.parametrize("rate", ["10", "0/m", "10/d", "m/10", "-1/s", "10/min", "99999/s", 10])
def test_a_rate_is_a_number_in_a_time(rate: object, tmp_path: Path) -> None:
    written = f'"{rate}"' if isinstance(rate, str) else rate
    (found,) = complaints(tmp_path, f"{MINIMAL}{HOOK}rate = {written}\n")
    assert 'such as "10/m"' in found


def test_the_digest_of_a_channel_tells_how_it_is_reached_and_nothing_else(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        return channel_care(load_text(tmp_path, MINIMAL + text)).terms["hook"].digest

    first = digest(HOOK + PAGER)
    assert first == digest(HOOK + PAGER)
    assert first == digest(f'{HOOK}fallback = "pager"\nrate = "10/m"\n{PAGER}')
    assert first != digest(HOOK.replace("/a", "/c"))
    assert first != digest(f'{HOOK}headers = {{ Authorization = "another" }}\n')
    assert "hooks.example" not in first
