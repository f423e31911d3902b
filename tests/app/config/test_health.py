"""`[health]`: who is told of sources that broke."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from alerts.care import CarePlan
from app.config.projection import care_plan
from app.config.showing import shown
from tests.app.config.files import complaints, load_text

HOOK = '[[channels]]\nname = "{}"\ntype = "webhook"\nurl = "https://h.test/"\nsecret = "{}"\n'
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CHANNELS = HOOK.format("bot", KEY) + HOOK.format("desk", KEY)


@pytest.mark.parametrize(
    ("health", "plan"),
    [
        ("", CarePlan(channels=("bot", "desk"), daily_at=time(7))),
        ('daily = "19:45"', CarePlan(channels=("bot", "desk"), daily_at=time(19, 45))),
        ('daily = "never"', CarePlan(channels=("bot", "desk"))),
        ('channels = ["desk"]', CarePlan(channels=("desk",), daily_at=time(7))),
        ("channels = []", CarePlan(daily_at=time(7))),
        ("tell = false", CarePlan(daily_at=time(7))),
    ],
)
def test_what_it_means(tmp_path: Path, health: str, plan: CarePlan) -> None:
    assert care_plan(load_text(tmp_path, f"[health]\n{health}\n{CHANNELS}")) == plan


@pytest.mark.parametrize(
    ("health", "said"),
    [
        ('daily = "7:00"', 'health.daily: must be a time of the day such as "07:00" (UTC), or "never"'),
        ('daily = "24:00"', 'health.daily: must be a time of the day such as "07:00" (UTC), or "never"'),
        ("daily = 7", "health.daily: must be text in quotes"),
        ('tell = "no"', "health.tell: must be true or false"),
        ('channels = ["desc"]', "health.channels.0: no channel has this name; did you mean desk?"),
        ('channels = ["desk", "desk"]', "health.channels.1: is named twice"),
        ("telling = true", "health.telling: is no key that stands here; did you mean tell?"),
    ],
)
def test_what_is_refused(tmp_path: Path, health: str, said: str) -> None:
    found = complaints(tmp_path, f"[health]\n{health}\n{CHANNELS}")
    assert any(said in one for one in found), found


def test_it_is_shown_as_it_is_in_force(tmp_path: Path) -> None:
    found = shown(load_text(tmp_path, CHANNELS))
    assert found["health"] == {"tell": True, "daily": "07:00", "channels": ["bot", "desk"]}
