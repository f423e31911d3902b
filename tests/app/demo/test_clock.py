"""The newsroom's clock."""

from __future__ import annotations

import pytest

from app.demo.newsroom.clock import NewsroomClock


def test_it_stands_still_until_it_is_started_and_then_runs_at_its_speed() -> None:
    now = 100.0
    clock = NewsroomClock(speed=2.0, monotonic=lambda: now)
    now = 150.0
    assert clock.elapsed() == 0.0
    clock.start()
    now = 153.0
    assert clock.elapsed() == 6.0
    clock.start()
    assert clock.elapsed() == 6.0


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_it_does_not_run_backwards(speed: float) -> None:
    with pytest.raises(ValueError, match="above nought"):
        NewsroomClock(speed=speed)
