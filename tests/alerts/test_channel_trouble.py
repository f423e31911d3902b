"""What keeps a channel from delivering, as a pure matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alerts.channel_trouble import STUCK, troubles
from alerts.limits import Limits
from storage.records import ChannelQueue, ChannelState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = Limits(failing=timedelta(seconds=90), undelivered=timedelta(minutes=30))
WELL, EMPTY = ChannelState(channel="desk"), ChannelQueue(channel="desk")


def says(state: ChannelState, queue: ChannelQueue = EMPTY, at: datetime = NOW) -> dict[str, str]:
    return {key: one.says for key, one in troubles(state, queue, LIMITS, at).items()}


def test_nothing_is_the_matter_with_a_channel_of_which_nothing_is_known() -> None:
    assert says(WELL) == {}
    assert says(WELL, ChannelQueue(channel="desk", waiting=9, oldest_at=NOW)) == {}


def test_failures_are_trouble_once_they_last() -> None:
    failing = replace(WELL, failures=2, failing_at=NOW, last_error="no answer within 30 s")
    assert says(failing, at=NOW + timedelta(seconds=89)) == {}
    assert says(failing, at=NOW + timedelta(seconds=90)) == {
        STUCK: "2 tries in a row failed: no answer within 30 s"
    }
    assert says(replace(failing, failures=1), at=NOW + timedelta(days=1)) == {}


def test_what_waits_for_too_long_is_trouble_whatever_the_reason() -> None:
    queue = ChannelQueue(channel="desk", waiting=1, oldest_at=NOW - timedelta(minutes=30))
    assert says(WELL, queue) == {STUCK: "a notice is not delivered in time"}


def test_a_channel_that_is_disabled_says_so_before_all() -> None:
    refused = {"gone@desk.example": "550 5.1.1 no such user"}
    disabled = replace(
        WELL, failures=9, failing_at=NOW, disabled_at=NOW, last_error="410 Gone", refused=refused
    )
    assert says(disabled, at=NOW + timedelta(hours=1)) == {STUCK: "disabled: 410 Gone"}


def test_an_address_that_is_refused_is_trouble_of_its_own() -> None:
    state = replace(WELL, refused={"gone@desk.example": "550 5.1.1 no such user"})
    ((key, said),) = says(state).items()
    assert key == "refused:gone@desk.example"
    assert said == (
        "gone@desk.example is refused for good, the others are written to: 550 5.1.1 no such user"
    )
